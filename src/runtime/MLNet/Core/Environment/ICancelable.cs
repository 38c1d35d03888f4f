namespace Microsoft.ML.Runtime;

/// <summary>An environment whose work can be stopped from outside.</summary>
internal interface ICancelable
{
    bool IsCanceled { get; }

    void CancelExecution();
}
