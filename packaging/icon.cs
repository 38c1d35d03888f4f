#:project ../src/MLNetDetection/MLNetDetection.csproj
// Draws the packages' icon: dotnet run packaging/icon.cs -- packaging/icon.png
using MLNetDetection;
using MLNetDetection.Core.Imaging;

const int Side = 128, Fine = 8; // drawn finer, then averaged, so that corners are smooth
var fine = new PixelImage(Side * Fine, Side * Fine);
Round(0, 0, 128, 128, 0, (0x1b, 0x26, 0x3b));
Frame(14, 16, 82, 88, (0xf0, 0xa0, 0x00));
Round(14, 16, 52, 32, 6, (0xf0, 0xa0, 0x00));
Frame(50, 54, 114, 114, (0x2e, 0xc4, 0xb6));
Round(50, 54, 84, 69, 6, (0x2e, 0xc4, 0xb6));
using var icon = ImageResampler.Resize(fine, Side, Side).ToMLImage();
icon.Save(args[0]);

void Frame(int left, int top, int right, int bottom, (int R, int G, int B) colour)
{
    const int Line = 6;
    Fill((x, y) => InRound(x, y, left, top, right, bottom, 8) && !InRound(x, y, left + Line, top + Line, right - Line, bottom - Line, 3), colour);
}

void Round(int left, int top, int right, int bottom, double radius, (int R, int G, int B) colour) =>
    Fill((x, y) => InRound(x, y, left, top, right, bottom, radius), colour);

static bool InRound(double x, double y, int left, int top, int right, int bottom, double radius)
{
    double dx = Math.Max(0, Math.Max(left + radius - x, x - (right - radius))), dy = Math.Max(0, Math.Max(top + radius - y, y - (bottom - radius)));
    return x >= left && x < right && y >= top && y < bottom && (dx * dx) + (dy * dy) <= radius * radius;
}

void Fill(Func<double, double, bool> inside, (int R, int G, int B) colour)
{
    for (int y = 0; y < fine.Height; y++)
    {
        for (int x = 0; x < fine.Width; x++)
        {
            if (inside((x + 0.5) / Fine, (y + 0.5) / Fine))
            {
                int at = 3 * ((y * fine.Width) + x);
                (fine.Rgb[at], fine.Rgb[at + 1], fine.Rgb[at + 2]) = ((byte)colour.R, (byte)colour.G, (byte)colour.B);
            }
        }
    }
}
