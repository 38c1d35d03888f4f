using System.CommandLine;

namespace MLNetDetection.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ToolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>What the command's own help says more, in lines that fit a terminal; the list of commands has only the description.</summary>
    public string? Details { get; set; }

    /// <summary>Whole command lines, as one would type them.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
