package dev.sluice.backends.batch;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Slots, each of which keeps what its last request has read, as llama-server does: a new request gets the free slot that
 * begins most like it, or the one that was used least recently.
 */
final class SlotMemory implements Memory {

    /** A slot is chosen by what it holds only if that is more than this share of the prompt: {@code -sps} of llama.cpp. */
    private static final double SIMILAR = 0.1;

    private static final Tokens NOTHING = Tokens.of();

    private static final class Slot {
        final int number;
        Tokens kept = NOTHING;
        long used;

        @Nullable
        Sequence running;

        Slot(int number) {
            this.number = number;
        }
    }

    private final Kv.Slots kv;
    private final List<Slot> slots;
    private final Deque<Tokens> parked = new ArrayDeque<>();
    private long uses;

    SlotMemory(Kv.Slots kv, int slots) {
        this.kv = kv;
        this.slots = IntStream.range(0, slots).mapToObj(Slot::new).toList();
    }

    /** Those that share find out when it is full. */
    @Override
    public boolean fits(Job job) {
        return kv.shared() || job.prompt().size() + job.answer().size() <= kv.tokens() / slots.size();
    }

    @Override
    public boolean seat(Sequence sequence) {
        Tokens prompt = sequence.job.prompt();
        Comparator<Slot> bySimilarity = Comparator.comparingInt(slot -> similar(slot, prompt));
        return idle().max(bySimilarity.thenComparingLong(slot -> -slot.used))
                .map(slot -> take(slot, sequence))
                .isPresent();
    }

    private static int similar(Slot slot, Tokens prompt) {
        int same = slot.kept.commonPrefix(prompt);
        return same > SIMILAR * prompt.size() ? same : 0;
    }

    private Slot take(Slot slot, Sequence sequence) {
        Tokens prompt = sequence.job.prompt();
        int same = sequence.job.anew() ? 0 : swapped(slot, prompt).commonPrefix(prompt);
        sequence.slot = slot.number;
        sequence.cached = Math.min(same, prompt.size() - 1); // the last token must be read to go on
        sequence.held = sequence.cached;
        slot.running = sequence;
        slot.kept = NOTHING;
        return slot;
    }

    /** What is known that begins most like this prompt; what the slot held is parked where that is not it. */
    private Tokens swapped(Slot slot, Tokens prompt) {
        Comparator<Tokens> bySimilarity = Comparator.comparingInt(text -> text.commonPrefix(prompt));
        Tokens best = parked.stream().max(bySimilarity).orElse(NOTHING);
        boolean better = bySimilarity.compare(best, slot.kept) > 0;
        if (better) {
            parked.remove(best);
            parked.addLast(slot.kept);
        } else if (slot.kept.commonPrefix(prompt) < slot.kept.size()) {
            parked.addLast(slot.kept);
        }
        while (parked.stream().mapToInt(Tokens::size).sum() > kv.parked()) {
            parked.removeFirst();
        }
        return better ? best : slot.kept;
    }

    @Override
    public boolean reserve(List<Sequence> running) {
        if (!kv.shared()) {
            return true;
        }
        int needed = running.stream().mapToInt(one -> one.held + one.planned).sum();
        if (needed > kv.tokens()) {
            return false;
        }
        idle().sorted(Comparator.comparingLong(slot -> slot.used))
                .takeWhile(slot -> needed + kept() > kv.tokens())
                .forEach(slot -> slot.kept = NOTHING);
        return true;
    }

    @Override
    public void hasRead(Sequence sequence) {
        // nothing to note: a sequence knows what it holds
    }

    @Override
    public void leave(Sequence sequence) {
        Slot slot = slots.get(sequence.slot);
        Tokens text = sequence.text();
        slot.kept = NOTHING.with(text, Math.min(sequence.held, text.size()));
        slot.running = null;
        slot.used = ++uses;
    }

    @Override
    public void forget() {
        slots.forEach(slot -> slot.kept = NOTHING);
        parked.clear();
    }

    @Override
    public boolean preempts() {
        return false;
    }

    @Override
    public double used() {
        int held = slots.stream()
                .mapToInt(slot -> slot.running == null ? 0 : slot.running.held)
                .sum();
        return (double) held / kv.tokens();
    }

    private Stream<Slot> idle() {
        return slots.stream().filter(slot -> slot.running == null);
    }

    private int kept() {
        return slots.stream().mapToInt(slot -> slot.kept.size()).sum();
    }
}
