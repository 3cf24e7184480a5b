package dev.sluice.admission;

import dev.sluice.admission.Lease.Reports;
import dev.sluice.placement.Candidate;
import dev.sluice.pool.Ability;
import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Condition;
import dev.sluice.pool.Health;
import dev.sluice.pool.Measured;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Rates;
import dev.sluice.pool.Served;
import dev.sluice.pool.Settling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One backend with what admission keeps of it: its slots, its failures, and what has been learnt of it. */
final class Member {

    /** So many answers in a row that fail are no accident of one request. */
    private static final int FAILURES = 3;

    /** Who could not do something then may be able to now, or it was another who said so: it is asked again. */
    private static final long LACKS_FOR = Duration.ofMinutes(10).toNanos();

    private static final long NEVER = -1;

    final Slots slots = new Slots();

    // Mutable state.
    private Backend backend;
    private Duty duty;
    private int hostSlots = Integer.MAX_VALUE;
    private Profile told;
    private Knowledge knowledge;
    private CoolDown coolDown;
    private final Map<String, Map<Ability, Long>> lacks = new HashMap<>();
    private int crowdLimit = Integer.MAX_VALUE;
    private long cooledAt = NEVER;
    private int failures;
    private long served;
    private long changes;

    /** Just joined. */
    Member(Backend backend, long now) {
        this.backend = backend;
        this.duty = Duty.from(now);
        this.told = backend.profile();
        this.knowledge = Knowledge.none(backend.traits().discipline());
        this.coolDown = CoolDown.of(backend.traits().settling());
    }

    Backend backend() {
        return backend;
    }

    /** In this tier and on this host, where it may have so many slots in use together with all others there. */
    void assigned(int tier, String host, int hostSlots) {
        this.backend = backend.with(tier, host);
        bounded(hostSlots);
    }

    /** It may have so many slots in use together with all others on its host. */
    void bounded(int hostSlots) {
        this.hostSlots = hostSlots;
    }

    /** Its operator wants no more work given to it, or wants it back. */
    void drained(boolean wanted, long now) {
        duty = duty.drained(wanted, now);
    }

    /** It belongs to the pool only until its leases have ended, or does so for good again. */
    void leaving(boolean leaves, long now) {
        duty = duty.leaving(leaves, now);
    }

    boolean isOnDuty() {
        return duty.on();
    }

    boolean isLeaving() {
        return duty.leaving();
    }

    /** Whether it belongs to the pool no more, and no lease is left there. What settles is nobody's concern then. */
    boolean isGone() {
        return duty.leaving() && slots.leased() == 0;
    }

    /** Takes over how far it is out of service. Whether that has changed. */
    boolean turnsOut() {
        AdminState now = duty.state(slots.atWork());
        boolean changed = now != backend.admin();
        if (changed) {
            backend = backend.with(now);
        }
        return changed;
    }

    /** Whether it refuses, or is off duty, and has been either for at least so long. */
    boolean outSince(long then) {
        return outFrom() <= then;
    }

    /** Since when it refuses or is off duty; never, if it does not and is not. */
    long outFrom() {
        long refuses = backend.condition().outSince(Long.MAX_VALUE)
                ? backend.condition().since()
                : Long.MAX_VALUE;
        return duty.on() ? refuses : Math.min(refuses, duty.since());
    }

    /** Whether it has never said what it is. */
    boolean isUnseen() {
        return told.equals(Profile.UNKNOWN);
    }

    /** Takes in what it says it is. What was learnt under another engine, build or models is forgotten. */
    void is(Profile now) {
        if (now.equals(told)) {
            return;
        }
        boolean same = told.sameAs(now);
        if (!same) {
            lacks.clear();
            forget(now);
        }
        if (!told.traits().settling().equals(now.traits().settling())) {
            coolDown = CoolDown.of(now.traits().settling());
        }
        told = now;
        known();
    }

    private void known() {
        backend = backend.with(new Profile(told.traits(), told.facts(), withLacks(told.models())));
    }

    /** It was started anew: its speed is not what it was, and perhaps not what it can do. */
    void restarted() {
        lacks.clear();
        forget(told);
        known();
    }

    /** What it could not do long ago it may be asked again. */
    void remind(long now) {
        if (!lacks.isEmpty()) {
            lacks.values().forEach(abilities -> abilities.values().removeIf(since -> since <= now - LACKS_FOR));
            known();
        }
    }

    private void forget(Profile now) {
        knowledge = Knowledge.none(now.traits().discipline());
        crowdLimit = Integer.MAX_VALUE;
        failures = 0;
    }

    /** Its health now. Whether that is another than it was. */
    boolean feels(Condition condition) {
        boolean changed = condition.health() != backend.health();
        changes += changed ? 1 : 0;
        backend = backend.with(condition);
        return changed;
    }

    /** It has shown that it cannot do this with this model. */
    void cannot(String model, Ability ability, long now) {
        lacks.computeIfAbsent(model, first -> new HashMap<>()).put(ability, now);
        known();
    }

    private List<Served> withLacks(List<Served> models) {
        return models.stream().map(this::withLacks).toList();
    }

    private Served withLacks(Served model) {
        Set<Ability> all = new HashSet<>(model.lacks());
        all.addAll(lacks.getOrDefault(model.id(), Map.of()).keySet());
        return new Served(model.id(), model.names(), model.context(), all);
    }

    /**
     * So many requests wait inside it because they do not fit: then it gets fewer, but no less than half of what runs,
     * because some may be somebody else's; and twice as many at each look that shows nobody waiting.
     */
    void crowded(OptionalInt inside) {
        if (inside.isEmpty()) {
            return;
        }
        if (inside.getAsInt() > 0) {
            int fitting = Math.max(slots.leased() - inside.getAsInt(), slots.leased() / 2);
            crowdLimit = Math.clamp(fitting, 1, limit());
        } else if (crowdLimit < backend.traits().slots()) {
            crowdLimit *= 2;
        }
    }

    /** A request failed for a reason of the backend's own. Whether that makes too many: on trial one is. */
    boolean failed() {
        failures++;
        return failures >= FAILURES || backend.condition().trial();
    }

    /** A request came to its end here. */
    void served(Running ended, Optional<Measured> measured, long now) {
        served++;
        failures = 0;
        String model = ended.lease().model().id();
        measured.ifPresent(seen -> {
            int others = (ended.beside() + slots.leased()) / 2;
            boolean streamed = !seen.generating().isZero(); // of others nobody knows when their content began
            if (ended.afterCoolDown() && streamed) {
                Duration prompt = Duration.ofNanos(Math.round(promptNanos(ended.waiter(), model, now)));
                coolDown = coolDown.learn(seen.untilFirst(), prompt);
            }
            knowledge = knowledge.learn(model, seen, others, ended.predicted(), now);
        });
    }

    private double promptNanos(Waiter waiter, String model, long now) {
        Rates rates = knowledge.rates(model, now);
        return rates.predict(promptTokens(rates, waiter, now), 0, 0, now);
    }

    private static double promptTokens(Rates rates, Waiter waiter, long now) {
        double guessed = rates.promptTokens(waiter.ticket().needs().bytes(), now);
        return waiter.counted() ? waiter.promptTokens() : Math.max(guessed, waiter.promptTokens());
    }

    /** The model that could ever serve this ticket here. */
    Optional<Served> suits(Waiter waiter) {
        if (waiter.excluded().contains(backend.id())) {
            return Optional.empty();
        }
        Ticket ticket = waiter.ticket();
        return backend.serves(ticket.model())
                .filter(model -> model.suits(ticket.needs().abilities(), waiter.promptTokens()));
    }

    /** Whether it could serve this ticket, now or soon, so that those of later tiers keep out. */
    boolean comesFirst(Waiter waiter) {
        return isAbleSoon() && (isUnseen() || suits(waiter).isPresent());
    }

    /** Whether its turn may come without anybody's help: if not, those of the next tier serve. */
    private boolean isAbleSoon() {
        return duty.on() && mayServeSoon();
    }

    private boolean mayServeSoon() {
        return switch (backend.health()) {
            case UP, UNKNOWN -> true;
            case SILENT -> slots.leased() > 0;
            case LOADING, HUNG, DOWN -> false;
        };
    }

    /** How many slots it may have in use now. */
    int limit() {
        return backend.condition().trial() ? 1 : Math.min(backend.traits().slots(), crowdLimit);
    }

    /** The slots that a request takes here: as many as it needs, or all there are. */
    int weight(Waiter waiter) {
        return Math.min(
                waiter.ticket().needs().weight(), Math.min(backend.traits().slots(), hostSlots));
    }

    boolean hasFreeSlot() {
        return duty.on() && backend.health() == Health.UP && slots.occupied() < limit();
    }

    /** Whether this request fits beside what runs. Alone it may be wider than a limit that is lower for a while. */
    boolean hasRoom(Waiter waiter, Served model, long now) {
        boolean fits = slots.occupied() == 0 || slots.occupied() + weight(waiter) <= limit();
        return backend.health() == Health.UP && fits && fitsMemory(waiter, model, now);
    }

    private boolean fitsMemory(Waiter waiter, Served model, long now) {
        OptionalInt pool = backend.traits().pool();
        if (pool.isEmpty()) {
            return true;
        }
        List<Sequence> together = new ArrayList<>(slots.sequences());
        boolean alone = together.isEmpty();
        sequence(waiter, model, now).ifPresent(together::add);
        return alone || Sequence.fit(together, pool.getAsInt());
    }

    /** What this request may grow to, where that matters: without a limit of its own, all there is. */
    Optional<Sequence> sequence(Waiter waiter, Served model, long now) {
        OptionalInt pool = backend.traits().pool();
        if (pool.isEmpty()) {
            return Optional.empty();
        }
        Needs needs = waiter.ticket().needs();
        int most = knowledge.rates(model.id(), now).mostPromptTokens(needs.bytes());
        int prompt = waiter.counted() ? waiter.promptTokens() : Math.max(most, waiter.promptTokens());
        int rest = Math.max(0, pool.getAsInt() - prompt);
        return Optional.of(new Sequence(prompt, Math.min(needs.maxTokens().orElse(rest), rest), 0, weight(waiter)));
    }

    /** How long this request would take here, in nanoseconds. */
    double predict(Waiter waiter, Served model, double outputTokens, long now) {
        Rates rates = knowledge.rates(model.id(), now);
        return rates.predict(promptTokens(rates, waiter, now), outputTokens, slots.leased(), now);
    }

    Candidate candidate(Waiter waiter, Served model, double outputTokens, long now) {
        double nanos = predict(waiter, model, outputTokens, now);
        return new Candidate(backend.id(), nanos, slots.occupied(), limit());
    }

    Reports reports() {
        if (backend.traits().pool().isPresent()) {
            return Reports.GROWTH;
        }
        return backend.condition().trial() ? Reports.FIRST_CONTENT : Reports.NONE;
    }

    /** Whether it shows when it is idle, so that its slot is not free before. */
    boolean showsIdleness() {
        return backend.traits().settling() instanceof Settling.Shown;
    }

    /** When a slot that begins to settle now is taken to have settled without proof, or goes into quarantine. */
    long settledBy(long now) {
        return switch (backend.traits().settling()) {
            case Settling.AtOnce() -> now;
            case Settling.Shown(Duration bound) -> now + bound.toNanos();
            case Settling.CoolDown(Duration prior) -> now + coolDown.time().toNanos();
        };
    }

    /** Time has passed. With several slots under load a server is never wholly idle: then the bound must do. */
    void expire(long now) {
        if (showsIdleness() && backend.traits().slots() == 1) {
            slots.quarantine(now);
        } else {
            cooledAt = slots.expire(now) ? now : cooledAt;
        }
    }

    /**
     * Whether a cool-down has just passed that no request has tried yet; asked by the one that does. Long after it,
     * whatever is late has another reason.
     */
    boolean tryCoolDown(long now) {
        boolean first = cooledAt != NEVER
                && now - cooledAt <= coolDown.time().toNanos()
                && backend.traits().settling() instanceof Settling.CoolDown;
        cooledAt = NEVER;
        return first;
    }

    Snapshot.Use use() {
        return new Snapshot.Use(
                backend,
                limit(),
                slots.leased(),
                slots.oldestSince(),
                slots.settling(),
                slots.quarantined(),
                served,
                changes,
                coolDown.time(),
                knowledge.rates(),
                knowledge.accuracy());
    }
}
