using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WebApi.Detection;

namespace WebApi.Api;

/// <summary>POST /api/detect, GET /api/model, GET /health.</summary>
public static partial class DetectionEndpoints
{
    public static void MapDetection(this WebApplication app)
    {
        app.MapPost("/api/detect", DetectAsync)
            .RequireRateLimiting(Admission.Policy)
            .WithName("Detect")
            .WithSummary("Finds objects in one or several pictures")
            .WithDescription("The body is a picture (JPEG, PNG, WebP or BMP, known by its content), or multipart/form-data with one or several files.")
            .AddOpenApiOperationTransformer(DetectDescription.DescribeAsync)
            .Produces<DetectResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status408RequestTimeout)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/model", Model).WithName("Model").WithSummary("The model, its classes and the limits of a request");
        app.MapGet("/health", Health)
            .WithName("Health")
            .WithSummary("200 where a model is loaded, 503 otherwise")
            .Produces<HealthResponse>()
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> DetectAsync(
        HttpContext context, PictureDetector detector, ModelFile file, IOptions<ServingOptions> options, ILogger<PictureDetector> logger, [FromQuery] float threshold = 0)
    {
        try
        {
            if (file.Current is null)
            {
                throw RefusedException.NoModel(file.Problem);
            }

            if (threshold is not (>= 0 and <= 1))
            {
                throw RefusedException.Malformed("threshold is between 0 and 1.");
            }

            IReadOnlyList<UploadedPicture> pictures = await new PictureRequest(context.Request, options.Value).ReadAsync(context.RequestAborted);
            DetectResponse found = await detector.DetectAsync(pictures, threshold, context.RequestAborted);
            LogDetected(logger, found.Images.Count, found.Images.Sum(image => image.Detections.Count), found.Images.Sum(image => image.Milliseconds), found.Model.Version);
            return Results.Ok(found);
        }
        catch (RefusedException refused)
        {
            LogRefused(logger, refused.Status, refused.Code, refused.Message);
            await Refusals.WriteAsync(context, refused);
            return Results.Empty;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty; // nobody listens any more
        }
    }

    private static ModelResponse Model(ModelFile file, IOptions<ServingOptions> options)
    {
        SharedModel? model = file.Current;
        ServingOptions limits = options.Value;
        return new ModelResponse(
            model is not null, file.Problem, NameOf(model), model?.LoadedAt, model?.Classes ?? [], model?.ScoreThreshold ?? 0,
            new UploadLimits(limits.MaxImageBytes, limits.MaxRequestBytes, limits.MaxImages, limits.MaxPixels));
    }

    private static IResult Health(ModelFile file)
    {
        SharedModel? model = file.Current;
        return model is null
            ? Results.Json(new HealthResponse("not ready", null, file.Problem), statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Ok(new HealthResponse("ready", NameOf(model), file.Problem));
    }

    private static ModelName? NameOf(SharedModel? model) => model is null ? null : new ModelName(model.Name, model.Version);

    [LoggerMessage(Level = LogLevel.Information, Message = "Detected {Objects} objects in {Pictures} pictures in {Milliseconds} ms, model version {Version}")]
    private static partial void LogDetected(ILogger logger, int pictures, int objects, double milliseconds, string version);

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused with {Status} {Code}: {Reason}")]
    private static partial void LogRefused(ILogger logger, int status, string code, string reason);
}
