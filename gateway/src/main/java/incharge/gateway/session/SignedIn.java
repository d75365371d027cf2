package incharge.gateway.session;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/**
 * The tokens that the issuer gave for a person. The browser has only a cookie; the services get the access token.
 *
 * @param refreshToken null if the issuer gives none
 * @param since when the person authenticated
 */
public record SignedIn(
        String accessToken, Instant accessTokenEnds, String refreshToken, String idToken, Instant since) {

    public SignedIn refreshed(String newAccessToken, Instant ends, String newRefreshToken) {
        return new SignedIn(newAccessToken, ends, newRefreshToken, idToken, since);
    }

    byte[] bytes() {
        return new Document("accessToken", accessToken)
                .append("accessTokenEnds", Date.from(accessTokenEnds))
                .append("refreshToken", refreshToken)
                .append("idToken", idToken)
                .append("since", Date.from(since))
                .toJson()
                .getBytes(StandardCharsets.UTF_8);
    }

    static SignedIn of(byte[] bytes) {
        Document stored = Document.parse(new String(bytes, StandardCharsets.UTF_8));
        return new SignedIn(
                stored.getString("accessToken"),
                stored.getDate("accessTokenEnds").toInstant(),
                stored.getString("refreshToken"),
                stored.getString("idToken"),
                stored.getDate("since").toInstant());
    }

    /** Keeps the tokens out of logs. */
    @Override
    public String toString() {
        return "SignedIn since " + since;
    }
}
