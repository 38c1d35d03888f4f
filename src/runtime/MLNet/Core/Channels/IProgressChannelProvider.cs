namespace Microsoft.ML.Runtime;

/// <summary>Starts channels for progress.</summary>
public interface IProgressChannelProvider
{
    /// <summary>A channel for the progress of one computation; dispose it at the end.</summary>
    IProgressChannel StartProgressChannel(string name);
}
