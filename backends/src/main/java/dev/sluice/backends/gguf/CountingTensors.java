package dev.sluice.backends.gguf;

import static dev.sluice.backends.gguf.CountingWeights.WIDTH;

import java.util.ArrayList;
import java.util.List;

/**
 * The tensors of a counting model under the names and shapes which llama.cpp asks of a "llama". Attention and
 * feed-forward are zero: they cost time as in any model and change nothing.
 */
final class CountingTensors {

    /** Width of the one attention head. It is small, so that a long context hardly slows the model. */
    static final int HEAD = 32;

    private CountingTensors() {}

    static List<Tensor> of(CountingModel model) {
        CountingVocabulary vocabulary = new CountingVocabulary(model.lastNumber());
        CountingWeights weights = new CountingWeights(vocabulary);
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(new Tensor("token_embd.weight", TensorType.F16, WIDTH, vocabulary.size(), weights::embedding));
        tensors.add(new Tensor("output.weight", TensorType.F16, WIDTH, vocabulary.size(), weights::output));
        tensors.add(Tensor.ones("output_norm.weight", WIDTH));
        for (int block = 0; block < model.blocks(); block++) {
            tensors.addAll(attention("blk." + block + "."));
            tensors.addAll(feedForward("blk." + block + ".", model.feedForward()));
        }
        return tensors;
    }

    private static List<Tensor> attention(String prefix) {
        return List.of(
                Tensor.ones(prefix + "attn_norm.weight", WIDTH),
                Tensor.zeros(prefix + "attn_q.weight", TensorType.F16, WIDTH, HEAD),
                Tensor.zeros(prefix + "attn_k.weight", TensorType.F16, WIDTH, HEAD),
                Tensor.zeros(prefix + "attn_v.weight", TensorType.F16, WIDTH, HEAD),
                Tensor.zeros(prefix + "attn_output.weight", TensorType.F16, HEAD, WIDTH));
    }

    private static List<Tensor> feedForward(String prefix, int inner) {
        return List.of(
                Tensor.ones(prefix + "ffn_norm.weight", WIDTH),
                Tensor.zeros(prefix + "ffn_gate.weight", TensorType.IQ1_S, WIDTH, inner),
                Tensor.zeros(prefix + "ffn_up.weight", TensorType.IQ1_S, WIDTH, inner),
                Tensor.zeros(prefix + "ffn_down.weight", TensorType.IQ1_S, inner, WIDTH));
    }
}
