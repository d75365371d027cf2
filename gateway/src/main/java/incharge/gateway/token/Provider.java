package incharge.gateway.token;

import incharge.gateway.session.PublicUrl;
import incharge.gateway.session.Refreshing;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/** Who this gateway is to the issuer, as a client that signs people in. */
public final class Provider implements ClientRegistrationRepository, Refreshing.Registration {

    /** The one registration's name inside this gateway. */
    public static final String ID = "issuer";

    /** Where the issuer sends people back to. */
    public static final String CALLBACK = "/sign-in/callback";

    private final Optional<Supplier<ClientRegistration>> source;
    private final ReentrantLock discovery = new ReentrantLock();
    private volatile ClientRegistration found;

    /** @param source empty when this gateway signs nobody in; asked at the first sign-in, the issuer may start later */
    Provider(Optional<Supplier<ClientRegistration>> source) {
        this.source = source;
    }

    static ClientRegistration.Builder asSeenBy(ClientRegistration.Builder builder, PublicUrl url, Set<String> scopes) {
        return builder.registrationId(ID)
                .redirectUri(url.at(CALLBACK))
                .scope(scopes)
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build());
    }

    /** Whether people can sign in here with a browser. */
    public boolean offered() {
        return source.isPresent();
    }

    @Override
    public ClientRegistration get() {
        ClientRegistration known = found;
        if (known == null) {
            discovery.lock();
            try {
                known = found == null
                        ? source.orElseThrow(() -> new IllegalStateException("this gateway signs nobody in"))
                                .get()
                        : found;
                found = known;
            } finally {
                discovery.unlock();
            }
        }
        return known;
    }

    @Override
    public ClientRegistration findByRegistrationId(String registrationId) {
        return registrationId.equals(ID) && offered() ? get() : null;
    }

    /** Where a sign-out goes on, so that the issuer forgets the person too; empty when it has no such place. */
    public Optional<String> endSession() {
        return get().getProviderDetails().getConfigurationMetadata().get("end_session_endpoint") instanceof String place
                ? Optional.of(place)
                : Optional.empty();
    }
}
