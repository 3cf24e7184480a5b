package dev.sluice.cli.doctor;

import dev.sluice.cli.doctor.Diagnosis.Serving;
import dev.sluice.config.BackendConfig;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Served;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What to know of backends beside each other. */
final class PoolAdvice {

    private final Set<String> boundedHosts;
    private final List<Offer> offers;

    /** A model as one backend serves it. */
    private record Offer(BackendConfig backend, Serving state, Served model) {

        /** Without the folder, the file's ending, the quantisation and the usual tag. */
        String plainName() {
            return model.id()
                    .toLowerCase(Locale.ROOT)
                    .replaceFirst("^.*/", "")
                    .replaceFirst("\\.gguf$|:latest$", "")
                    .replaceFirst("[-._](i?q\\d\\w*|f16|bf16|f32)$", "");
        }

        @Override
        public String toString() {
            return backend.id().toString();
        }
    }

    PoolAdvice(List<Diagnosis> diagnoses, Set<String> boundedHosts) {
        this.boundedHosts = boundedHosts;
        List<Offer> all = new ArrayList<>();
        for (Diagnosis diagnosis : diagnoses) {
            if (diagnosis.state() instanceof Serving state) {
                state.profile().models().forEach(model -> all.add(new Offer(diagnosis.backend(), state, model)));
            }
        }
        this.offers = List.copyOf(all);
    }

    List<Advice> all() {
        List<Advice> all = new ArrayList<>();
        by(offer -> offer.backend().url().getHost())
                .forEach((host, there) -> sharedHost(host, there).ifPresent(all::add));
        by(Offer::plainName).values().forEach(alike -> twoNames(alike).ifPresent(all::add));
        by(offer -> offer.model().id())
                .forEach((model, of) -> twoContexts(model, of).ifPresent(all::add));
        return all;
    }

    private Map<String, List<Offer>> by(Function<Offer, String> what) {
        return offers.stream().collect(Collectors.groupingBy(what, TreeMap::new, Collectors.toList()));
    }

    /** Those that batch are on GPUs of their own, as a rule. */
    private Optional<Advice> sharedHost(String host, List<Offer> there) {
        List<Offer> sequential = there.stream()
                .filter(offer -> offer.state().profile().traits().discipline() == Discipline.SEQUENTIAL)
                .toList();
        Set<String> names = names(sequential);
        if (names.size() < 2 || boundedHosts.contains(host)) {
            return Optional.empty();
        }
        return Optional.of(new Advice(
                String.join(", ", names) + " are on one host, " + host + ", and may all work at once.",
                "Where they share its processors, each is slower while the others work.",
                "If they do, say --host-slots " + host + "=1."));
    }

    private static Optional<Advice> twoNames(List<Offer> alike) {
        Offer first = alike.getFirst();
        return alike.stream()
                .filter(other -> !other.backend().equals(first.backend()))
                .filter(other -> Collections.disjoint(
                        other.model().names(), first.model().names()))
                .findFirst()
                .map(other -> new Advice(
                        first + " serves " + first.model().id() + ", " + other + " serves "
                                + other.model().id() + ".",
                        "If that is one model, clients see two, and a request for one is never sent to the other's server.",
                        "Give both one name: --alias NAME=" + first.model().id() + " --alias NAME="
                                + other.model().id() + "."));
    }

    private static Optional<Advice> twoContexts(String model, List<Offer> of) {
        Map<Integer, List<Offer>> contexts = of.stream()
                .filter(offer -> offer.model().context().isPresent())
                .collect(Collectors.groupingBy(
                        offer -> offer.model().context().getAsInt(), TreeMap::new, Collectors.toList()));
        if (contexts.size() < 2) {
            return Optional.empty();
        }
        String told = contexts.entrySet().stream()
                .map(entry -> entry.getKey() + " tokens on " + String.join(", ", names(entry.getValue())))
                .collect(Collectors.joining(", "));
        return Optional.of(new Advice(
                model + " has " + told + ".",
                "What is too long for the smaller waits for the larger, however free the others are.",
                "Nothing, if that is meant. Else start them with one context."));
    }

    private static Set<String> names(List<Offer> offers) {
        return offers.stream().map(Offer::toString).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
