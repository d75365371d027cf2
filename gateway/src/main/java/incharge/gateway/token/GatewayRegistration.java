package incharge.gateway.token;

import incharge.gateway.session.PublicUrl;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/** The gateway's registration as a client of the issuer, with which it signs people in. */
public final class GatewayRegistration implements ClientRegistrationRepository {

    public static final String ID = "issuer";

    /** The path to which the issuer redirects people. */
    public static final String CALLBACK = "/sign-in/callback";

    private final Optional<Supplier<ClientRegistration>> source;
    private final ReentrantLock discovery = new ReentrantLock();
    private volatile ClientRegistration found;

    /**
     * @param source called at the first sign-in, so the issuer may start after the gateway; empty if nobody signs in
     */
    GatewayRegistration(Optional<Supplier<ClientRegistration>> source) {
        this.source = source;
    }

    /** Sets what does not depend on the issuer. */
    public static ClientRegistration.Builder complete(
            ClientRegistration.Builder builder, PublicUrl url, Set<String> scopes) {
        return builder.registrationId(ID)
                .redirectUri(url.at(CALLBACK))
                .scope(scopes)
                .userNameAttributeName("sub")
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build());
    }

    /** Returns whether people can sign in here with a browser. */
    public boolean isOffered() {
        return source.isPresent();
    }

    /** @throws RuntimeException if the issuer cannot be reached for its endpoints */
    public ClientRegistration get() {
        if (found == null) {
            discovery.lock();
            try {
                if (found == null) {
                    found = source.orElseThrow(() -> new IllegalStateException("This gateway signs nobody in"))
                            .get();
                }
            } finally {
                discovery.unlock();
            }
        }
        return found;
    }

    @Override
    public ClientRegistration findByRegistrationId(String registrationId) {
        return registrationId.equals(ID) && isOffered() ? get() : null;
    }

    /** Returns the URL at which a sign-out ends the issuer's session too, if the issuer has one. */
    public Optional<String> endSession() {
        return get().getProviderDetails().getConfigurationMetadata().get("end_session_endpoint") instanceof String url
                ? Optional.of(url)
                : Optional.empty();
    }
}
