namespace Microsoft.ML.Runtime;

/// <summary>Takes one report of progress.</summary>
public interface IProgressEntry
{
    /// <summary>Sets how many units are done, of how many.</summary>
    void SetProgress(int index, double value, double lim);
}
