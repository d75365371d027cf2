package incharge.acceptance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes one running system for all of them: a start costs more than most tests. A test class finds the
 * data of others in it and asserts only on its own. The system is stopped after the last test, unless it ran before
 * ({@code INCHARGE_URL}).
 */
final class SharedSystem implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningSystem.class;
    }

    @Override
    public RunningSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedSystem.class))
                .computeIfAbsent(RunningSystem.class, _ -> RunningSystem.named(), RunningSystem.class);
    }
}
