using System.Globalization;
using System.Text;

namespace MLNetDetection.Cli;

/// <summary>A bar of characters, and times, as every view of progress shows them.</summary>
internal static class ProgressBar
{
    public static string Of(double share, int length, Encoding encoding)
    {
        bool lines = encoding is UTF8Encoding or UnicodeEncoding;
        int done = (int)Math.Round(Math.Clamp(share, 0, 1) * length);
        return new string(lines ? '━' : '#', done) + new string(lines ? '╌' : '.', length - done);
    }

    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString("mm\\:ss", CultureInfo.InvariantCulture);
}
