using Microsoft.Extensions.Options;

namespace WebApi.Detection;

/// <summary>
/// Reads the model before the server starts, then looks at its file again and again. Looking works where the system's notices do not:
/// on network drives, in containers, behind links.
/// </summary>
public sealed partial class ModelWatch(ModelFile file, IOptions<ServingOptions> options, ILogger<ModelWatch> logger) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        file.Look(isFirst: true);
        if (file.Current is null)
        {
            LogNoModel(file.Problem);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.PollSeconds == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.PollSeconds));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            file.Look();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem} Until then /api/detect answers 503.")]
    private partial void LogNoModel(string? problem);
}
