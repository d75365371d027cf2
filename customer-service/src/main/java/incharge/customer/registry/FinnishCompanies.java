package incharge.customer.registry;

import static incharge.customer.registry.RegistryTexts.present;
import static incharge.customer.registry.RegistryTexts.text;

import incharge.customer.event.Address;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The answer of the Finnish registry, the open data of YTJ version 3, with the parts that matter here. Codes are
 * numbers in some places and texts in others.
 */
record FinnishCompanies(List<Found> companies) {

    private static final String COUNTRY = "FI";

    record Found(
            Value businessId,
            List<Name> names,
            Website website,
            List<Location> addresses,
            List<Situation> companySituations,
            List<Entry> registeredEntries,
            String tradeRegisterStatus,
            String status,
            String endDate) {}

    record Value(String value) {}

    record Name(String name, String type, String registrationDate, String endDate) {}

    record Website(String url) {}

    record Location(
            String type,
            String street,
            String buildingNumber,
            String entrance,
            String apartmentNumber,
            String apartmentIdSuffix,
            String postOfficeBox,
            String co,
            String postCode,
            List<PostOffice> postOffices,
            String country,
            String freeAddressLine) {}

    record PostOffice(String city, String languageCode) {}

    record Situation(String type, String endDate) {}

    /** @param register the register that the company is in: 6 is that of value added tax */
    record Entry(String register, String endDate) {}

    /**
     * Finds the company with a business id, which may be the only one.
     *
     * @throws RegistryFault if there is another one
     */
    Optional<Company> company(String businessId) {
        if (companies == null) {
            throw new RegistryFault("the answer has no companies");
        }
        if (companies.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(present(companies)
                .filter(company -> company.businessId != null && businessId.equals(company.businessId.value))
                .findFirst()
                .map(FinnishCompanies::company)
                .orElseThrow(() -> new RegistryFault("the answer has another company")));
    }

    private static Company company(Found found) {
        var particulars = new Particulars(
                name(found.names),
                address(found.addresses, "1"),
                address(found.addresses, "2"),
                null,
                found.website == null ? null : RegistryTexts.website(found.website.url));
        return new Company(particulars, warnings(found));
    }

    /** The names are in no order, and former ones are among them. */
    private static String name(List<Name> names) {
        return present(names)
                .filter(name -> "1".equals(name.type) && text(name.endDate) == null && text(name.name) != null)
                .max(Comparator.comparing(Name::registrationDate, Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(name -> text(name.name))
                .orElse(null);
    }

    private static Address address(List<Location> locations, String type) {
        return present(locations)
                .filter(location -> type.equals(location.type))
                .map(FinnishCompanies::address)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Address address(Location location) {
        String box = text(location.postOfficeBox);
        String line = RegistryTexts.line(
                location.street,
                location.buildingNumber,
                location.entrance,
                location.apartmentNumber,
                location.apartmentIdSuffix,
                box == null ? null : "PL " + box);
        String free = location.freeAddressLine == null ? null : location.freeAddressLine.replace('_', ' ');
        String country = text(location.country);
        Address parts = Address.of(
                RegistryTexts.street(Stream.of(RegistryTexts.careOf(location.co), line, free)),
                text(location.postCode),
                city(location.postOffices),
                null,
                null);
        return parts == null
                ? null
                : new Address(
                        parts.street(), parts.postcode(), parts.city(), country == null ? COUNTRY : country, null);
    }

    /** Returns the Finnish name of the town, another one if it has none. */
    private static String city(List<PostOffice> offices) {
        return present(offices)
                .filter(office -> text(office.city) != null)
                .min(Comparator.comparing(office -> !"1".equals(office.languageCode)))
                .map(office -> text(office.city))
                .orElse(null);
    }

    private static Set<Warning> warnings(Found found) {
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        if (text(found.endDate) != null || isRemoved(found)) {
            warnings.add(Warning.ENDED);
        }
        present(found.companySituations)
                .filter(situation -> text(situation.endDate) == null && situation.type != null)
                .forEach(situation -> {
                    switch (situation.type) {
                        case "KONK" -> warnings.add(Warning.BANKRUPT);
                        case "SELTILA" -> warnings.add(Warning.LIQUIDATION);
                        case "SANE" -> warnings.add(Warning.RESTRUCTURING);
                        default -> {} // a situation that the registry has got since
                    }
                });
        if (present(found.registeredEntries)
                .noneMatch(entry -> "6".equals(entry.register) && text(entry.endDate) == null)) {
            warnings.add(Warning.NOT_VAT_REGISTERED);
        }
        return warnings;
    }

    /** Returns whether it ceased or was removed from the trade register, or its id is not valid any more. */
    private static boolean isRemoved(Found found) {
        return "2".equals(found.tradeRegisterStatus)
                || "4".equals(found.tradeRegisterStatus)
                || "5".equals(found.status);
    }
}
