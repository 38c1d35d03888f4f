using System.Text.RegularExpressions;

namespace MLNetDetection.Architecture.Tests.Rules;

/// <summary>Rules about the text of files.</summary>
internal static partial class TextRules
{
    /// <summary>No source file is longer than this many lines.</summary>
    public const int LongestFile = 500;

    // In parts, so that this file does not break its own rule.
    private static readonly string[] _registryHosts =
        ["nuget" + ".org", "npmjs" + ".", "pypi" + ".org", "pythonhosted" + ".org", "pkgs.dev" + ".azure.com", "crates" + ".io", "conda.ana" + "conda.org"];

    private static readonly string[] _unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"];

    /// <summary>Files that are too long.</summary>
    public static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Lines.Count > LongestFile).Select(file => $"{file.Path} has {file.Lines.Count} lines");

    /// <summary>Lines that name the host of a package registry: the feed is the machine's own.</summary>
    public static IEnumerable<string> RegistryHosts(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => file.Where(text => _registryHosts.Any(host => text.Contains(host, StringComparison.OrdinalIgnoreCase))));

    /// <summary>Lines that put work off.</summary>
    public static IEnumerable<string> Unfinished(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => file.Where(text => _unfinished.Any(word => Regex.IsMatch(text, $@"\b{word}\b"))));

    /// <summary>Tests that are always skipped.</summary>
    public static IEnumerable<string> HardCodedSkips(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => file.Where(text => HardCodedSkip().IsMatch(text)));

    /// <summary>Projects that the solution does not build.</summary>
    public static IEnumerable<string> ProjectsOutsideSolution(string solution, IEnumerable<string> projects)
    {
        string text = solution.Replace('\\', '/');
        return projects.Where(project => !text.Contains($"\"{project}\"", StringComparison.Ordinal)).Select(project => $"{project} is not in the solution");
    }

    [GeneratedRegex(@"(Fact|Theory)\s*\([^)]*\bSkip\s*=")]
    private static partial Regex HardCodedSkip();
}
