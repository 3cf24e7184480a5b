package dev.sluice.config;

import dev.sluice.yaml.Section;
import dev.sluice.yaml.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a file says of models. */
final class ModelsReader {

    private final QueueRule all;
    private final Set<String> names = new HashSet<>();
    private Optional<String> usual = Optional.empty();

    /** Whose queues have these bounds where they say nothing. */
    ModelsReader(QueueRule all) {
        this.all = all;
    }

    ModelsConfig read(Section root) {
        List<ModelConfig> models = new ArrayList<>();
        for (Section section : root.sections("models")) {
            Optional<Text> name = section.needed("name", "what clients call it");
            List<String> serves =
                    section.texts("serves").stream().map(Text::value).distinct().toList();
            Section waiting = section.section("queue");
            QueueRule queue = RulesReader.queue(waiting, all);
            section.text("default").ifPresent(text -> usual(text, name));
            name.ifPresent(text -> {
                check(text);
                models.add(
                        new ModelConfig(text.value(), serves, waiting.there() ? Optional.of(queue) : Optional.empty()));
            });
        }
        return new ModelsConfig(models, usual);
    }

    private void check(Text name) {
        if (!names.add(name.value())) {
            name.refuse('"' + name.value() + "\" is there twice", "each model once, with all that it serves");
        }
    }

    private void usual(Text text, Optional<Text> name) {
        if (Quantity.yesOrNo(text).orElse(false)) {
            usual.ifPresent(other -> text.refuse('"' + other + "\" is the default already", "one default model"));
            usual = name.map(Text::value);
        }
    }
}
