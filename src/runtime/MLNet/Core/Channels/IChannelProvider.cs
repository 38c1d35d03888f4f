namespace Microsoft.ML.Runtime;

/// <summary>Starts channels for messages.</summary>
public interface IChannelProvider : IExceptionContext
{
    /// <summary>A channel for log messages.</summary>
    IChannel Start(string name);
}
