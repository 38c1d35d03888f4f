using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MLNetDetection.Cli;

/// <summary>Standard error: what commands write, above a view that moves while there is one.</summary>
/// <remarks>The view is Spectre.Console's: it measures characters, wraps, and knows terminals, which code of our own would learn slowly.</remarks>
/// <param name="inner">Where to.</param>
/// <param name="width">Columns of the terminal; null where it is none, and there is no view then.</param>
internal sealed class MessageWriter(TextWriter inner, int? width) : TextWriter
{
    private const string ShowCursor = "\u001b[?25h";

    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();
    private IAnsiConsole? _console;
    private LiveDisplayContext? _view;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Columns of the terminal; null where only plain lines may be written.</summary>
    public int? Width => width;

    /// <summary>The writer of messages that a command was given; in plain lines where it is another one.</summary>
    public static MessageWriter Of(TextWriter writer) => writer as MessageWriter ?? new MessageWriter(writer, null);

    /// <summary>Does work under a view, which is gone afterwards; without a terminal just does the work.</summary>
    public T UnderView<T>(Func<T> work)
    {
        if (width is not { } columns)
        {
            return work();
        }

        _console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(inner) });
        _console.Profile.Width = columns;
        try
        {
            return _console.Live(new Text("")).AutoClear(true).Start(context =>
            {
                _view = context;
                return work();
            });
        }
        finally
        {
            lock (_gate)
            {
                (_view, _console) = (null, null);
            }
        }
    }

    /// <summary>Shows something in the place of what the view showed; does nothing without one.</summary>
    public void Show(IRenderable content)
    {
        lock (_gate)
        {
            _view?.UpdateTarget(content);
        }
    }

    /// <summary>Leaves the terminal as it was found, for a process that is about to end.</summary>
    public void Abandon()
    {
        if (_view is not null)
        {
            inner.Write(ShowCursor);
            inner.Flush();
        }
    }

    public override void Write(char value)
    {
        lock (_gate)
        {
            if (_view is null)
            {
                inner.Write(value);
            }
            else if (value == '\n')
            {
                _console!.WriteLine(_line.ToString().TrimEnd('\r'));
                _line.Clear();
            }
            else
            {
                _line.Append(value);
            }
        }
    }

    public override void Write(string? value)
    {
        lock (_gate)
        {
            if (_view is null)
            {
                inner.Write(value);
                return;
            }

            foreach (char each in value ?? "")
            {
                Write(each);
            }
        }
    }

    public override void WriteLine(string? value) => Write(value + Environment.NewLine);

    public override void Flush() => inner.Flush();
}
