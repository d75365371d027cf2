package incharge.http;

/**
 * The id by which a public registry has a customer.
 *
 * @param id as the registry writes it
 */
public record CompanyId(PublicRegistry registry, String id) {

    /**
     * Returns the id that a customer's VAT number gives.
     *
     * @param vatNumber in its normal form, or null
     * @param country the customer's in its normal form, or null
     * @throws ProblemException with the code of a look-up that cannot be made
     */
    public static CompanyId of(String vatNumber, String country) {
        if (vatNumber == null) {
            throw refusal("vat-number-required", "The customer has no VAT number, by which registries know companies.");
        }
        PublicRegistry registry = PublicRegistry.of(vatNumber, country)
                .orElseThrow(() -> refusal(
                        "registry-country-unsupported", "Companies of Finland and Norway alone can be looked up."));
        return new CompanyId(
                registry,
                registry.id(vatNumber)
                        .orElseThrow(() -> refusal(
                                "registry-id-invalid",
                                "The VAT number " + vatNumber + " is not that of a company in " + registry.label()
                                        + ".")));
    }

    private static ProblemException refusal(String code, String detail) {
        return ProblemException.of(422, code, detail);
    }

    /** Returns the names of the registry and of the company there, as {@code fi-prh 0112038-9}. */
    @Override
    public String toString() {
        return registry.label() + ' ' + id;
    }
}
