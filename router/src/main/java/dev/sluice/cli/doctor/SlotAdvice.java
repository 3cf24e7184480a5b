package dev.sluice.cli.doctor;

import dev.sluice.config.BackendConfig;
import dev.sluice.config.SlotRule;
import dev.sluice.pool.Profile;
import java.util.Optional;

/** Whether a backend gets as many requests at once as is good. */
record SlotAdvice(BackendConfig backend, Profile profile) {

    Optional<Advice> get() {
        return switch (EngineName.of(profile)) {
            case LLAMA_CPP -> llama(profile.facts().reportedSlots().orElse(1));
            case VLLM -> usual(vllm());
            case UNKNOWN -> usual(unknown());
            case OLLAMA -> usual(ollama());
            case OTHER -> other(profile.facts().reportedSlots().orElse(1));
        };
    }

    /** What to say where the operator has said nothing. */
    private Optional<Advice> usual(Advice advice) {
        return backend.slots() instanceof SlotRule.Usual ? Optional.of(advice) : Optional.empty();
    }

    private Optional<Advice> llama(int reported) {
        return switch (backend.slots()) {
            case SlotRule.Usual() -> reported > 1 ? Optional.of(moreThanOne(reported)) : Optional.empty();
            case SlotRule.Fixed(int count) -> fixed(count, reported);
            case SlotRule.Auto() -> Optional.empty();
        };
    }

    private Advice moreThanOne(int reported) {
        return new Advice(
                "llama-server reports " + reported + " slots, and gets one request at a time.",
                "That is safe. It does not tell whether its slots share one KV pool, as they do by default: there "
                        + reported + " long answers use up each other's memory, and all of them fail.",
                "Start it with -np 1, and one request has all of it. To use " + reported + ": start it with "
                        + ownMemory(reported) + ", and say " + slots(reported) + ". Or say " + slots("auto")
                        + ": then as many run as fit into one pool.");
    }

    private Optional<Advice> fixed(int count, int reported) {
        if (count > reported) {
            return Optional.of(new Advice(
                    "It gets up to " + count + " requests at once, and has " + reported + " slots.",
                    "The others wait inside it, where they cannot go to another backend.",
                    "Say " + slots(reported) + ", or start it with " + ownMemory(count) + "."));
        }
        return count == 1
                ? Optional.empty()
                : Optional.of(new Advice(
                        "It gets up to " + count + " requests at once, whatever their length.",
                        "If its slots share one KV pool, long answers use up each other's memory, and all of them fail.",
                        "Nothing, if it was started with -np N or --no-kv-unified. Else say " + slots("auto") + "."));
    }

    /** An explicit number divides the memory, unless somebody asks for a shared pool. */
    private String ownMemory(int slots) {
        int context = profile.models().getFirst().context().orElse(0);
        String all = context == 0 ? "N" : String.valueOf((long) context * slots);
        return "-np " + slots + " -c " + all + " --no-kv-unified";
    }

    private Advice vllm() {
        return new Advice(
                "It gets up to " + profile.traits().slots() + " requests at once, and does not tell how many it runs.",
                "It may run more (--max-num-seqs; 256 or 1024 by default on a GPU, 128 on a CPU). Those beyond wait inside"
                        + " it.",
                "Nothing, if " + profile.traits().slots() + " are enough. Else say " + slots("N")
                        + ", with N as in its --max-num-seqs.");
    }

    private Advice ollama() {
        return new Advice(
                "It gets one request at a time, and does not tell how many it runs.",
                "One is its own default. More would wait inside it.",
                "Nothing; or start it with OLLAMA_NUM_PARALLEL=N, and say " + slots("N") + ".");
    }

    private Advice unknown() {
        return new Advice(
                "It is none of the engines that Sluice knows.",
                "It gets one request at a time, and is left alone for 5 s at first after one that was cancelled.",
                "If it runs N at once, say " + slots("N") + ".");
    }

    private Optional<Advice> other(int reported) {
        return reported > profile.traits().slots()
                ? usual(new Advice(
                        "It reports " + reported + " requests at once, and gets one.",
                        "That is safe; how many of them its machine bears is not known.",
                        "If it bears them, say " + slots(reported) + "."))
                : Optional.empty();
    }

    private String slots(Object number) {
        return "--slots " + backend.url() + "=" + number;
    }
}
