package incharge.eventstore.boot;

import incharge.eventstore.keys.WrongMasterKey;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the log of a service that refuses to start with what is wrong, instead of a stack trace. */
final class WrongMasterKeyAnalyzer extends AbstractFailureAnalyzer<WrongMasterKey> {
    @Override
    protected FailureAnalysis analyze(Throwable start, WrongMasterKey wrong) {
        return new FailureAnalysis(
                wrong.getMessage(),
                "Give the service the master key of this workspace. docs/operations.md says where it is kept and how it"
                        + " is replaced.",
                wrong);
    }
}
