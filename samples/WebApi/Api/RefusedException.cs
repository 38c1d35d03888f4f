namespace WebApi.Api;

/// <summary>A request that is not served, as what the client is told: a status, a short code for programs and a sentence for people.</summary>
public sealed class RefusedException(int status, string code, string title, string detail) : Exception(detail)
{
    public int Status => status;

    public string Code => code;

    public string Title => title;

    public static RefusedException Malformed(string detail) => new(StatusCodes.Status400BadRequest, "malformed", "The request cannot be read", detail);

    public static RefusedException Empty(string detail) => new(StatusCodes.Status400BadRequest, "empty", "No picture", detail);

    public static RefusedException Count(int limit) =>
        new(StatusCodes.Status400BadRequest, "too_many_images", "Too many pictures", $"One request takes at most {limit} pictures.");

    public static RefusedException Bytes(string name, long limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "too_large", "Too large", $"{name} is larger than {limit / 1e6:0.#} MB.");

    public static RefusedException Pixels(string name, int width, int height, long limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "too_many_pixels", "Too many pixels", $"{name} has {width} x {height} pixels; the limit is {limit / 1e6:0.#} million.");

    public static RefusedException NoPicture(string name, string reason) => new(StatusCodes.Status415UnsupportedMediaType, "not_an_image", "Not a picture", $"{name}: {reason}");

    public static RefusedException Format(string name, string format) => new(
        StatusCodes.Status415UnsupportedMediaType, "not_an_image", "A format that is not taken", $"{name} is {format}; JPEG, PNG, WebP and BMP are taken.");

    public static RefusedException Damaged(string name, string reason) => new(StatusCodes.Status422UnprocessableEntity, "damaged", "A damaged picture", $"{name}: {reason}");

    public static RefusedException Slow(double seconds) =>
        new(StatusCodes.Status408RequestTimeout, "too_slow", "Too slow", $"The upload took longer than {seconds:0.#} s.");

    public static RefusedException NoModel(string? reason) =>
        new(StatusCodes.Status503ServiceUnavailable, "no_model", "There is no model yet", reason ?? "There is no model.");
}
