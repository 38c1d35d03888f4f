namespace Microsoft.ML.Runtime;

/// <summary>Sends log messages to <see cref="MLContext.Log"/>.</summary>
public interface IChannel : IPipe<ChannelMessage>
{
    /// <summary>Sends an error.</summary>
    void Error(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends a warning.</summary>
    void Warning(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends a formatted warning.</summary>
    void Warning(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends an information.</summary>
    void Info(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends a formatted information.</summary>
    void Info(MessageSensitivity sensitivity, string fmt, params object[] args);
}
