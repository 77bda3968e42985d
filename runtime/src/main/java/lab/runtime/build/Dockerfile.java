package lab.runtime.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Dockerfile, read and checked.
 *
 * @param arguments what is declared before the first stage, for the names of images
 * @param stages its stages, one at least
 * @param escape what escapes the end of a line
 */
record Dockerfile(List<Instruction.Arg> arguments, List<Stage> stages, char escape) {

    /**
     * What is built on one image.
     *
     * @param number counted from 0
     */
    record Stage(int number, Instruction.From from, List<Instruction> instructions) {

        /** How messages and {@code --target} call it. */
        String name() {
            return from.name().orElse(Integer.toString(number));
        }
    }

    /**
     * Reads one.
     *
     * @param file its name for messages
     * @throws DockerfileException at the first mistake
     */
    static Dockerfile parse(String file, String text) throws DockerfileException {
        var read = Lines.read(file, text);
        var arguments = new ArrayList<Instruction.Arg>();
        var stages = new ArrayList<Stage>();
        for (var line : read.lines()) {
            var instruction = InstructionReader.read(line, read.escape());
            if (instruction instanceof Instruction.From from) {
                stages.add(new Stage(stages.size(), from, new ArrayList<>()));
            } else if (!stages.isEmpty()) {
                stages.get(stages.size() - 1).instructions.add(instruction);
            } else if (instruction instanceof Instruction.Arg arg) {
                arguments.add(arg);
            } else {
                throw new DockerfileException(
                        instruction.at(), "no build stage yet: only ARG may stand before the first FROM");
            }
        }
        if (stages.isEmpty()) {
            throw new DockerfileException(
                    new Position(file, 1, 1, ""), "there is no FROM: a Dockerfile begins with the image to build on");
        }
        for (var stage : stages) {
            for (var other : stages.subList(0, stage.number)) {
                if (stage.from.name().isPresent() && stage.from.name().equals(other.from.name())) {
                    throw new DockerfileException(stage.from.at(), "the stage " + stage.name() + " is there twice");
                }
            }
        }
        return new Dockerfile(arguments, stages, read.escape());
    }

    /** A stage before another one, by its name or number. */
    Optional<Stage> stage(String nameOrNumber, int before) {
        return stages.subList(0, before).stream()
                .filter(stage -> stage.from.name().equals(Optional.of(nameOrNumber.toLowerCase(Locale.ROOT)))
                        || nameOrNumber.equals(Integer.toString(stage.number)))
                .findFirst();
    }
}
