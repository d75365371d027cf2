/** A number as a person writes it, with blanks between thousands and a decimal comma, as the API takes it. */
export const decimalOf = (text: string) => text.replace(/\s/g, "").replace(",", ".");
