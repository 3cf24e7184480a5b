package dev.sluice.backends.batch;

/** What holds the keys and values of tokens that have been read, and so bounds how much can run at once. */
public sealed interface Kv {

    /**
     * llama.cpp's: each sequence has a slot, which keeps what it has read for the next request that begins alike.
     *
     * @param tokens what all slots hold together
     * @param shared whether they share it: then all that run fail when it is full. Otherwise each has its part.
     * @param parked tokens that are kept beside, of what slots had to give up
     */
    record Slots(int tokens, boolean shared, int parked) implements Kv {

        /** Without anything beside. */
        public Slots(int tokens, boolean shared) {
            this(tokens, shared, 0);
        }
    }

    /**
     * vLLM's: blocks of tokens, found again by their content. When it is full, the last that started makes room and
     * begins anew.
     *
     * @param tokens what all blocks hold together
     * @param block tokens in one
     */
    record Blocks(int tokens, int block) implements Kv {}
}
