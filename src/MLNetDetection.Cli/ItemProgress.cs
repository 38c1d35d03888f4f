using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace MLNetDetection.Cli;

/// <summary>How many of a known number of things are done: a bar on a terminal, elsewhere a line every so often.</summary>
/// <param name="messages">Where to; on a terminal the work runs under its view.</param>
/// <param name="what">The things, in the plural.</param>
/// <param name="count">All of them; 0 where <see cref="Report"/> will tell.</param>
/// <param name="between">Time between two plain lines.</param>
internal sealed class ItemProgress(MessageWriter messages, string what, int count, TimeSpan between) : IProgress<(int Done, int All)>
{
    private const int BarLength = 30;

    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _told;
    private int _done;
    private int _all = count;

    /// <summary>A line every ten seconds.</summary>
    public ItemProgress(MessageWriter messages, string what, int count)
        : this(messages, what, count, TimeSpan.FromSeconds(10))
    {
    }

    /// <summary>So many more are done; from any thread.</summary>
    public void Add(int more)
    {
        lock (_gate)
        {
            _done += more;
            Tell();
        }
    }

    /// <summary>So many of so many are done; from any thread, in any order.</summary>
    public void Report((int Done, int All) value)
    {
        lock (_gate)
        {
            (_done, _all) = (Math.Max(_done, value.Done), value.All);
            Tell();
        }
    }

    private void Tell()
    {
        TimeSpan elapsed = _clock.Elapsed;
        double rate = _done / Math.Max(1e-9, elapsed.TotalSeconds);
        TimeSpan left = TimeSpan.FromSeconds(Math.Min(1e6, (_all - _done) / Math.Max(1e-9, rate)));
        string text = string.Create(CultureInfo.InvariantCulture, $"{_done}/{_all} {what}  {rate:0.0}/s  {ProgressBar.Time(left)} left");
        if (messages.Width is not null)
        {
            messages.Show(new Text($"{ProgressBar.Of((double)_done / _all, BarLength, messages.Encoding)}  {text}") { Overflow = Overflow.Ellipsis });
        }
        else if (elapsed - _told >= between)
        {
            _told = elapsed;
            messages.WriteLine(text);
        }
    }
}
