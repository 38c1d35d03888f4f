using System.Net;

namespace MLNetDetection.Web.Tests;

/// <summary>A body that promises a thousand bytes, sends ten, and then waits until nobody reads it any more or it is told to go on.</summary>
internal sealed class StallingContent : HttpContent
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the first bytes are on their way.</summary>
    public Task Started => _started.Task;

    public void Release() => _released.TrySetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(new byte[10], cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _started.TrySetResult();
        await _released.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        await stream.WriteAsync(new byte[990], cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 1000;
        return true;
    }
}
