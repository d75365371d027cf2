package incharge.http;

/** An error of one field: its path ({@code changes[3].employeeId}), a stable code and a sentence for people. */
public record FieldError(String field, String code, String message) {}
