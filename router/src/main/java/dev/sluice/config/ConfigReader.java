package dev.sluice.config;

import dev.sluice.yaml.Problem;
import dev.sluice.yaml.Reading;
import dev.sluice.yaml.Section;
import dev.sluice.yaml.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a configuration of a file. {@code docs/configuration.md} is its description, held against it by a test. */
final class ConfigReader {

    /** {@code ${NAME}}: a variable of the environment. */
    private static final String REFERENCE = "\\$\\{(.*)}";

    private final Section root;
    private final Keyring keyring;
    private final Set<Address> taken = new HashSet<>();

    private ConfigReader(Section root, Keyring keyring) {
        this.root = root;
        this.keyring = keyring;
    }

    static SluiceConfig read(String yaml, Map<String, String> environment) throws InvalidConfig {
        Reading reading = Reading.of(yaml);
        SluiceConfig config = of(reading, environment);
        List<Problem> problems = reading.problems();
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems.stream().map(Problem::toString).toList());
        }
        return config;
    }

    /** With what is usual wherever something is wrong: to be used only if the reading has no problems. */
    static SluiceConfig of(Reading reading, Map<String, String> environment) {
        return new ConfigReader(reading.root(), new Keyring(environment)).config();
    }

    private SluiceConfig config() {
        List<Listener> listeners = listeners();
        Optional<ManagementConfig> management = management(root.section("management"));
        List<BackendConfig> backends = new BackendsReader(this).read(root);
        RulesReader rules = new RulesReader(root);
        QueueRule queue = RulesReader.queue(root.section("queue"), QueueRule.DEFAULT);
        return new SluiceConfig(
                listeners,
                management,
                new PoolConfig(backends, BackendsReader.hosts(root, backends)),
                new ModelsReader(queue).read(root),
                queue,
                rules.limits(),
                rules.timeouts(),
                rules.heartbeat(),
                rules.shutdown(),
                root.section("reload").text("watch").flatMap(Quantity::yesOrNo).orElse(false),
                access(root.section("log")));
    }

    private static AccessLog access(Section section) {
        return section.text("access")
                .flatMap(text -> Quantity.choice(text, AccessLog.values()))
                .orElse(AccessLog.OFF);
    }

    private List<Listener> listeners() {
        List<Listener> listeners = new ArrayList<>();
        root.sections("listen").forEach(section -> listeners.add(listener(section)));
        return listeners.isEmpty()
                ? List.of(new Listener(new Address(SluiceConfig.HOST, SluiceConfig.PORT), Set.of(), Set.of()))
                : listeners;
    }

    private Listener listener(Section section) {
        Set<String> models = new LinkedHashSet<>();
        section.texts("models").forEach(name -> models.add(name.value()));
        Set<String> origins = new LinkedHashSet<>();
        section.texts("allow-origins")
                .forEach(typed -> Origin.normal(typed.value())
                        .ifPresentOrElse(origins::add, () -> typed.refuse(Origin.FORM_OF_ONE)));
        return new Listener(address(section), models, origins);
    }

    private Optional<ManagementConfig> management(Section section) {
        if (!section.there()) {
            section.text("address");
            section.text("token");
            return Optional.empty();
        }
        Address address = address(section);
        return Optional.of(new ManagementConfig(address, section.text("token").flatMap(this::secret)));
    }

    private Address address(Section section) {
        Optional<Text> typed = section.needed("address", Address.FORM);
        Optional<Address> address = typed.flatMap(text -> Address.of(text.value()));
        if (address.isEmpty()) {
            typed.ifPresent(text -> text.refuse(Address.FORM));
        } else if (address.get().port() != 0 && !taken.add(address.get())) {
            typed.ifPresent(text -> text.refuse('"' + text.value() + "\" is listened on already", "each address once"));
        }
        return address.orElse(new Address(SluiceConfig.HOST, 0));
    }

    /** A secret stands in the environment, and the file says where. What is no reference may be the secret itself. */
    Optional<Secret> secret(Text text) {
        if (!text.value().matches(REFERENCE)) {
            text.refuse(
                    "a secret that stands in the file itself",
                    "${NAME} for the environment variable NAME that holds it; the file is read by more people than a"
                            + " secret is for");
            return Optional.empty();
        }
        return keyring.get(text.value().replaceFirst(REFERENCE, "$1"), text::refuse);
    }
}
