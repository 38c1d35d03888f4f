using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The names of an input column and of the column made from it.</summary>
public sealed class InputOutputColumnPair
{
    /// <summary>A pair; without an input name the column is replaced under its own name.</summary>
    public InputOutputColumnPair(string outputColumnName, string? inputColumnName = null)
    {
        Contracts.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
        InputColumnName = inputColumnName ?? outputColumnName;
        OutputColumnName = outputColumnName;
    }

    /// <summary>The column that is read.</summary>
    public string InputColumnName { get; }

    /// <summary>The column that is made.</summary>
    public string OutputColumnName { get; }

    internal static (string outputColumnName, string inputColumnName)[] ConvertToValueTuples(InputOutputColumnPair[] infos)
        => infos.Select(info => (info.OutputColumnName, info.InputColumnName)).ToArray();
}
