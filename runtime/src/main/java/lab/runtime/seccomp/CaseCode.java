package lab.runtime.seccomp;

import java.util.ArrayList;
import java.util.List;

/** A piece that ends the program with an action if all of some conditions hold, and else goes on behind itself. */
final class CaseCode {

    private static final int ARGUMENTS = 16;

    /** Behind the condition that is being written: it holds. */
    private static final int HOLDS = -1;

    /** Behind the whole piece: a condition does not hold. */
    private static final int FAILS = -2;

    private static final class Step {
        private final int code;
        private final int value;
        private int yes;
        private int no;

        Step(int code, int yes, int no, int value) {
            this.code = code;
            this.yes = yes;
            this.no = no;
            this.value = value;
        }

        void resolve(int target, int distance) {
            yes = yes == target ? distance : yes;
            no = no == target ? distance : no;
        }
    }

    private final List<Step> steps = new ArrayList<>();

    private CaseCode() {}

    static Bpf of(List<Condition> conditions, Action action) {
        var code = new CaseCode();
        conditions.forEach(code::condition);
        code.steps.add(new Step(Bpf.RETURN, 0, 0, action.value()));
        code.resolve(0, FAILS);
        var piece = new Bpf();
        code.steps.forEach(step -> piece.add(step.code, step.yes, step.no, step.value));
        return piece;
    }

    private void condition(Condition c) {
        var start = steps.size();
        var upper = (int) (c.value() >>> 32);
        var lower = (int) c.value();
        half(c, 4, (int) (c.mask() >>> 32));
        switch (c.operator()) {
            case EQ -> {
                jump(Bpf.JUMP_EQ, 0, FAILS, upper);
                half(c, 0, (int) c.mask());
                jump(Bpf.JUMP_EQ, 0, FAILS, lower);
            }
            case NE -> {
                jump(Bpf.JUMP_EQ, 0, HOLDS, upper);
                half(c, 0, (int) c.mask());
                jump(Bpf.JUMP_EQ, FAILS, 0, lower);
            }
            case GE, GT -> {
                jump(Bpf.JUMP_GT, HOLDS, 0, upper);
                jump(Bpf.JUMP_EQ, 0, FAILS, upper);
                half(c, 0, (int) c.mask());
                jump(c.operator() == Condition.Operator.GE ? Bpf.JUMP_GE : Bpf.JUMP_GT, 0, FAILS, lower);
            }
            case LT, LE -> {
                jump(Bpf.JUMP_GT, FAILS, 0, upper);
                jump(Bpf.JUMP_EQ, 0, HOLDS, upper);
                half(c, 0, (int) c.mask());
                jump(c.operator() == Condition.Operator.LT ? Bpf.JUMP_GE : Bpf.JUMP_GT, FAILS, 0, lower);
            }
        }
        resolve(start, HOLDS);
    }

    /** Loads a half of the argument, and of that the bits that count. */
    private void half(Condition c, int offset, int mask) {
        steps.add(new Step(Bpf.LOAD, 0, 0, ARGUMENTS + Long.BYTES * c.argument() + offset));
        if (mask != -1) {
            steps.add(new Step(Bpf.AND, 0, 0, mask));
        }
    }

    private void jump(int code, int yes, int no, int value) {
        steps.add(new Step(code, yes, no, value));
    }

    private void resolve(int start, int target) {
        for (var i = start; i < steps.size(); i++) {
            steps.get(i).resolve(target, steps.size() - i - 1);
        }
    }
}
