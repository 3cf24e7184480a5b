package dev.sluice.backends.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Blocks that are found again by their content and all that stands before it, as in vLLM. A full block gets a name; the
 * names of blocks that nobody uses are kept until their room is needed, the longest unused first.
 */
final class BlockMemory implements Memory {

    /** The blocks of a running sequence: full ones by name, and behind them those that are not full yet. */
    private static final class Chain {
        final List<Long> names = new ArrayList<>();
        int unnamed;

        int blocks() {
            return names.size() + unnamed;
        }

        long last() {
            return names.isEmpty() ? 0 : names.getLast();
        }
    }

    private final int size;
    private final int total;
    private final Map<Sequence, Chain> chains = new HashMap<>();
    private final Map<Long, Integer> users = new HashMap<>();
    private final LinkedHashSet<Long> unused = new LinkedHashSet<>();
    private int unnamed;

    BlockMemory(Kv.Blocks kv) {
        this.size = kv.block();
        this.total = kv.tokens() / kv.block();
    }

    @Override
    public boolean fits(Job job) {
        return blocks(job.prompt().size() + job.answer().size()) <= total;
    }

    @Override
    public boolean seat(Sequence sequence) {
        Chain chain = new Chain();
        Tokens text = sequence.text();
        int findable = sequence.job.anew() ? 0 : (text.size() - 1) / size;
        for (int block = 0; block < findable; block++) {
            long name = name(chain.last(), text, block);
            if (!users.containsKey(name) && !unused.contains(name)) {
                break;
            }
            chain.names.add(name);
        }
        long idle = chain.names.stream().filter(unused::contains).count();
        if (blocks(text.size()) - chain.names.size() + idle > free()) {
            return false;
        }
        chain.names.forEach(this::use);
        sequence.slot = 0;
        chains.put(sequence, chain);
        sequence.held = chain.names.size() * size;
        sequence.cached = sequence.held;
        return true;
    }

    @Override
    public boolean reserve(List<Sequence> running) {
        ToIntFunction<Sequence> missing =
                one -> blocks(one.held + one.planned) - chain(one).blocks();
        if (running.stream().mapToInt(missing).sum() > free()) {
            return false;
        }
        for (Sequence one : running) {
            int more = missing.applyAsInt(one);
            chain(one).unnamed += more;
            unnamed += more;
        }
        Iterator<Long> oldest = unused.iterator();
        while (users.size() + unnamed + unused.size() > total) {
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    @Override
    public void hasRead(Sequence sequence) {
        Chain chain = chain(sequence);
        Tokens text = sequence.text();
        while (chain.names.size() < sequence.held / size) {
            long name = name(chain.last(), text, chain.names.size());
            use(name);
            chain.names.add(name);
            chain.unnamed--;
            unnamed--;
        }
    }

    @Override
    public void leave(Sequence sequence) {
        Chain chain = chain(sequence);
        unnamed -= chain.unnamed;
        // From the end: of one text, the beginning is the last to go.
        for (Long name : chain.names.reversed()) {
            if (users.merge(name, -1, Integer::sum) == 0) {
                users.remove(name);
                unused.add(name);
            }
        }
        chains.remove(sequence);
    }

    @Override
    public void forget() {
        unused.clear();
    }

    @Override
    public boolean preempts() {
        return true;
    }

    @Override
    public double used() {
        return (double) (users.size() + unnamed) / total;
    }

    private void use(long name) {
        unused.remove(name);
        users.merge(name, 1, Integer::sum);
    }

    private Chain chain(Sequence sequence) {
        Chain chain = chains.get(sequence);
        if (chain == null) {
            throw new IllegalStateException("job " + sequence.job.id() + " is not seated");
        }
        return chain;
    }

    /** What running sequences leave: empty blocks and those that nobody uses. */
    private int free() {
        return total - users.size() - unnamed;
    }

    private int blocks(int tokens) {
        return Math.ceilDiv(tokens, size);
    }

    /** Of a block, by its content and by the name of the block before it. */
    private long name(long before, Tokens text, int block) {
        long name = before + 1;
        for (int at = block * size; at < (block + 1) * size; at++) {
            name = mix(name * 31 + text.at(at));
        }
        return name;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): spreads 64 bits. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
