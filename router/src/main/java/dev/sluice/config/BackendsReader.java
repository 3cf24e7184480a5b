package dev.sluice.config;

import dev.sluice.yaml.Section;
import dev.sluice.yaml.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the backends of a file, and the machines that they share. */
final class BackendsReader {

    /** They are seen in headers, logs and metrics. */
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    private static final int MOST_TIERS = 100;
    private static final int MOST_SLOTS = 999_999;

    private final ConfigReader secrets;
    private final Map<URI, Integer> urls = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    BackendsReader(ConfigReader secrets) {
        this.secrets = secrets;
    }

    List<BackendConfig> read(Section root) {
        List<BackendConfig> backends = new ArrayList<>();
        List<Section> sections = root.sections("backends");
        for (int i = 0; i < sections.size(); i++) {
            backend(i + 1, sections.get(i)).ifPresent(backends::add);
        }
        if (sections.isEmpty() && !root.isWrong("backends")) {
            root.refuse("no backends are named", "backends: and under it a list, such as - url: http://localhost:8081");
        }
        return backends;
    }

    private Optional<BackendConfig> backend(int position, Section section) {
        String name = section.text("name").flatMap(this::name).orElse("b" + position);
        Optional<URI> url = section.needed("url", BackendUrl.FORM).flatMap(this::url);
        Optional<SlotRule> slots = section.text("slots").flatMap(BackendsReader::slots);
        Optional<Integer> tier = section.text("tier").flatMap(text -> Quantity.number(text, 0, MOST_TIERS));
        Optional<Secret> key = section.text("key").flatMap(secrets::secret);
        return url.map(at -> {
            BackendConfig backend = BackendConfig.named(name, at)
                    .withSlots(slots.orElse(new SlotRule.Usual()))
                    .inTier(tier.orElse(0));
            return key.map(backend::withKey).orElse(backend);
        });
    }

    private Optional<String> name(Text text) {
        if (!text.value().matches(NAME)) {
            text.refuse("letters, digits, dots, dashes and underscores, at most 63");
            return Optional.empty();
        }
        Integer before = names.putIfAbsent(text.value(), text.line());
        if (before != null) {
            text.refuse('"' + text.value() + "\" is the name of one in line " + before, "each name once");
        }
        return Optional.of(text.value());
    }

    private Optional<URI> url(Text text) {
        try {
            URI url = BackendUrl.normal(text.value());
            Integer before = urls.putIfAbsent(url, text.line());
            if (before != null) {
                text.refuse('"' + text.value() + "\" is there in line " + before + " already", "each address once");
            }
            return Optional.of(url);
        } catch (URISyntaxException e) {
            text.refuse('"' + BackendUrl.shown(text.value()) + "\": " + e.getReason(), BackendUrl.FORM);
            return Optional.empty();
        }
    }

    private static Optional<SlotRule> slots(Text text) {
        Optional<SlotRule> rule = SlotRule.of(text.value());
        if (rule.isEmpty()) {
            text.refuse(SlotRule.FORM);
        }
        return rule;
    }

    static Map<String, Integer> hosts(Section root, List<BackendConfig> backends) {
        Map<String, Integer> slots = new LinkedHashMap<>();
        for (Section section : root.sections("hosts")) {
            Optional<Text> name = section.needed("name", "a host of the addresses of backends");
            Optional<Integer> cap = section.needed("slots", "how many requests all backends there may run at once")
                    .flatMap(text -> Quantity.number(text, 1, MOST_SLOTS));
            name.ifPresent(text -> checkHost(text, backends, slots));
            name.ifPresent(text -> slots.put(text.value(), cap.orElse(1)));
        }
        return slots;
    }

    private static void checkHost(Text text, List<BackendConfig> backends, Map<String, Integer> before) {
        if (before.containsKey(text.value())) {
            text.refuse('"' + text.value() + "\" is there twice", "each host once");
        } else if (backends.stream().noneMatch(backend -> backend.host().equals(text.value()))) {
            String hosts = backends.stream().map(BackendConfig::host).distinct().collect(Collectors.joining(", "));
            text.refuse("no backend is on \"" + text.value() + '"', hosts.isEmpty() ? "" : "one of " + hosts);
        }
    }
}
