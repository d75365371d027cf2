package incharge.http;

import java.util.UUID;

/** The path of a customer's picture. */
public final class AvatarPath {

    private AvatarPath() {}

    /**
     * Returns the path, which is another one for each picture of the customer.
     *
     * @param file null for no picture, which has no path
     */
    public static String of(UUID customer, UUID file) {
        return file == null ? null : "/api/customers/" + customer + "/avatar?v=" + file;
    }
}
