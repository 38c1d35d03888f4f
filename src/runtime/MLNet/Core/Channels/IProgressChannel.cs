namespace Microsoft.ML.Runtime;

/// <summary>Reports how far a computation is.</summary>
public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    /// <summary>Says what is counted and measured, and how to ask for it.</summary>
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    /// <summary>Reports metrics, then progress, then limits, in the header's order.</summary>
    void Checkpoint(params double?[] values);
}
