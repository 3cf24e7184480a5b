package dev.sluice.backends.gguf;

/** What llama.cpp reads about a counting model before its tensors. Source of the keys: docs/gguf.md of ggml-org/ggml. */
final class CountingMetadata {

    /** Tokens. A server without {@code -c} takes this much, so it must not cost much memory. */
    private static final int CONTEXT = 32_768;

    /** The roles are tokens of their own; a prompt to answer ends in one that is no number, so the answer starts at 1. */
    private static final String CHAT_TEMPLATE = """
            {%- for message in messages -%}
            {{- '<|' + message['role'] + '|>' + message['content'] + '<|end|>' -}}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}
            """;

    private CountingMetadata() {}

    static GgufMetadata of(CountingModel model) {
        GgufMetadata metadata = new GgufMetadata()
                .put("general.architecture", "llama")
                .put("general.name", "counting")
                .put("general.alignment", GgufWriter.ALIGNMENT);
        putShape(metadata, model);
        putAttention(metadata);
        putTokens(metadata, new CountingVocabulary(model.lastNumber()));
        return metadata;
    }

    private static void putShape(GgufMetadata metadata, CountingModel model) {
        metadata.put("llama.context_length", CONTEXT)
                .put("llama.embedding_length", CountingWeights.WIDTH)
                .put("llama.block_count", model.blocks())
                .put("llama.feed_forward_length", model.feedForward());
    }

    private static void putAttention(GgufMetadata metadata) {
        metadata.put("llama.attention.head_count", 1)
                .put("llama.attention.key_length", CountingTensors.HEAD)
                .put("llama.attention.value_length", CountingTensors.HEAD)
                .put("llama.attention.layer_norm_rms_epsilon", 1e-5f)
                .put("llama.rope.dimension_count", CountingTensors.HEAD);
    }

    private static void putTokens(GgufMetadata metadata, CountingVocabulary vocabulary) {
        metadata.put("tokenizer.ggml.model", "llama")
                .putTexts("tokenizer.ggml.tokens", vocabulary.texts())
                .putFloats("tokenizer.ggml.scores", vocabulary.scores())
                .putInts("tokenizer.ggml.token_type", vocabulary.types())
                .put("tokenizer.ggml.unknown_token_id", CountingVocabulary.UNKNOWN)
                .put("tokenizer.ggml.bos_token_id", CountingVocabulary.BEGIN)
                .put("tokenizer.ggml.eos_token_id", CountingVocabulary.END)
                .put("tokenizer.ggml.add_space_prefix", false)
                .put("tokenizer.chat_template", CHAT_TEMPLATE);
    }
}
