package dev.sluice.cli.doctor;

import dev.sluice.pool.Profile;

/** The engines of which more is to be said than of others. */
enum EngineName {
    LLAMA_CPP("Start it with a larger -c N; it is divided among the slots of -np N."),
    VLLM("Start it with a larger --max-model-len N, as far as its memory goes."),
    OLLAMA("Give it more: OLLAMA_CONTEXT_LENGTH=N ollama serve."),
    UNKNOWN("Start it with a larger context."),
    OTHER("Start it with a larger context.");

    private final String largerContext;

    EngineName(String largerContext) {
        this.largerContext = largerContext;
    }

    static EngineName of(Profile profile) {
        return switch (profile.traits().engine()) {
            case "llama.cpp" -> LLAMA_CPP;
            case "vLLM" -> VLLM;
            case "Ollama" -> OLLAMA;
            case "OpenAI" -> UNKNOWN;
            default -> OTHER;
        };
    }

    /** How it is started to take longer prompts. */
    String largerContext() {
        return largerContext;
    }
}
