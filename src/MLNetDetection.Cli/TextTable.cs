using Spectre.Console;

namespace MLNetDetection.Cli;

/// <summary>Columns of text, without lines around them; on a terminal, long cells are wrapped in their column.</summary>
internal static class TextTable
{
    private const int Unbounded = 4096;
    private const int Gap = 2;

    /// <param name="rows">As many cells in each.</param>
    /// <param name="width">Columns of the terminal; null wraps nothing.</param>
    /// <param name="rightAligned">Indices of columns of numbers.</param>
    /// <returns>Lines, the last one ended too; without control characters.</returns>
    public static string Of(IReadOnlyList<IReadOnlyList<string>> rows, int? width, params int[] rightAligned)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width ?? Unbounded;
        var grid = new Grid();
        int columns = rows.Count == 0 ? 0 : rows[0].Count;
        for (int column = 0; column < columns; column++)
        {
            bool last = column == columns - 1;
            grid.AddColumn(new GridColumn
            {
                NoWrap = !last,
                Alignment = rightAligned.Contains(column) ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, last ? 0 : Gap, 0),
            });
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            grid.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        console.Write(grid);
        return string.Concat(text.ToString().Split('\n').Select(line => line.TrimEnd()).SkipLast(1).Select(line => line + Environment.NewLine));
    }
}
