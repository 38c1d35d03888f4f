namespace WebApi.Api;

/// <summary>What /api/detect answers.</summary>
/// <param name="Model">Which model found the objects.</param>
/// <param name="Images">In the order of the request.</param>
public sealed record DetectResponse(ModelName Model, IReadOnlyList<PictureResult> Images);

/// <summary>A model and its version: the beginning of the file's SHA-256.</summary>
public sealed record ModelName(string Name, string Version);

/// <summary>One picture.</summary>
/// <param name="Name">As uploaded.</param>
/// <param name="Width">Pixels across, upright.</param>
/// <param name="Height">Pixels down, upright.</param>
/// <param name="Milliseconds">Decoding and detection.</param>
/// <param name="Detections">Best first.</param>
public sealed record PictureResult(string Name, int Width, int Height, double Milliseconds, IReadOnlyList<DetectedObject> Detections);

/// <summary>One object.</summary>
/// <param name="Label">Its class.</param>
/// <param name="Score">Probability in [0, 1].</param>
/// <param name="Box">x0, y0, x1, y1 in pixels of the upright picture, as browsers show it.</param>
public sealed record DetectedObject(string Label, float Score, float[] Box);

/// <summary>What /api/model answers: what a client must know before it sends pictures.</summary>
/// <param name="Ready">Whether there is a model.</param>
/// <param name="Problem">Why not, or why the file's last state was not taken.</param>
/// <param name="Model">Null where there is none.</param>
/// <param name="Classes">Their names.</param>
/// <param name="ScoreThreshold">Objects below it are never given.</param>
/// <param name="Limits">Of a request.</param>
public sealed record ModelResponse(
    bool Ready, string? Problem, ModelName? Model, DateTimeOffset? LoadedAt, IReadOnlyList<string> Classes, float ScoreThreshold, UploadLimits Limits);

/// <summary>Limits of a request.</summary>
public sealed record UploadLimits(int MaxImageBytes, int MaxRequestBytes, int MaxImages, long MaxPixels);

/// <summary>What /health answers.</summary>
/// <param name="Status">"ready", or "not ready" with the status 503.</param>
public sealed record HealthResponse(string Status, ModelName? Model, string? Problem);
