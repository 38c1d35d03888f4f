using System.Text;
using Spectre.Console;

namespace MLNetDetection.Cli;

/// <summary>Where Spectre.Console writes. Its own class asks .NET's console, which sets up the terminal's keypad by control characters.</summary>
/// <param name="writer">Where to.</param>
/// <param name="width">Columns; asked each time.</param>
internal sealed class ConsoleSurface(TextWriter writer, Func<int> width) : IAnsiConsoleOutput
{
    private const int Lines = 24;

    public TextWriter Writer => writer;

    public bool IsTerminal => false;

    public int Width => width();

    public int Height => Lines;

    public void SetEncoding(Encoding encoding)
    {
    }
}
