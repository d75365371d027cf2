package incharge.customer.registry;

import static incharge.customer.registry.RegistryTexts.present;
import static incharge.customer.registry.RegistryTexts.text;

import incharge.customer.event.Address;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The answer of the Norwegian registry, Enhetsregisteret, with the parts that matter here. */
record NorwegianUnit(
        String organisasjonsnummer,
        String navn,
        Location forretningsadresse,
        Location postadresse,
        String epostadresse,
        String hjemmeside,
        String slettedato,
        Boolean konkurs,
        Boolean underAvvikling,
        Boolean underTvangsavviklingEllerTvangsopplosning,
        Boolean registrertIMvaregisteret) {

    private static final String COUNTRY = "NO";

    record Location(List<String> adresse, String postnummer, String poststed, String landkode) {}

    /**
     * Returns the company with a number.
     *
     * @throws RegistryFault if it is another one
     */
    Company company(String number) {
        if (!number.equals(organisasjonsnummer)) {
            throw new RegistryFault("the answer has another unit");
        }
        var particulars = new Particulars(
                text(navn),
                address(forretningsadresse),
                address(postadresse),
                text(epostadresse),
                RegistryTexts.website(hjemmeside));
        return new Company(particulars, warnings());
    }

    private static Address address(Location location) {
        if (location == null) {
            return null;
        }
        String country = text(location.landkode);
        Address parts = Address.of(
                RegistryTexts.street(present(location.adresse)),
                text(location.postnummer),
                text(location.poststed),
                null,
                null);
        return parts == null
                ? null
                : new Address(
                        parts.street(), parts.postcode(), parts.city(), country == null ? COUNTRY : country, null);
    }

    private Set<Warning> warnings() {
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        if (text(slettedato) != null) {
            warnings.add(Warning.ENDED);
        }
        if (Boolean.TRUE.equals(konkurs)) {
            warnings.add(Warning.BANKRUPT);
        }
        if (Boolean.TRUE.equals(underAvvikling) || Boolean.TRUE.equals(underTvangsavviklingEllerTvangsopplosning)) {
            warnings.add(Warning.LIQUIDATION);
        }
        if (!Boolean.TRUE.equals(registrertIMvaregisteret)) {
            warnings.add(Warning.NOT_VAT_REGISTERED);
        }
        return warnings;
    }
}
