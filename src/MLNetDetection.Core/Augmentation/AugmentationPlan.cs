using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Augmentation;

/// <summary>
/// What is to become of one picture: the rectangle seen, mirrored or not, recoloured, and the objects in it. Augmentations
/// edit the plan, and one resampling carries it out, so a long chain costs as much as a plain resize.
/// </summary>
/// <remarks>
/// The view is the picture as it would be now; its pixels have the source's size. Reused from picture to picture by
/// <see cref="Reset"/>; one thread at a time.
/// </remarks>
public sealed class AugmentationPlan
{
    private readonly List<AnnotatedObject> _objects = [];

    /// <summary>How the source was turned before <see cref="Region"/> was cut from it; null where it is upright.</summary>
    public PlanarTurn? Turn { get; private set; }

    /// <summary>The part of the (turned) source that is seen, source pixels; outside the source the fill colour shows.</summary>
    public BoxXyxy Region { get; private set; }

    /// <summary>Left and right are swapped after the crop.</summary>
    public bool FlippedHorizontally { get; private set; }

    /// <summary>Top and bottom are swapped after the crop.</summary>
    public bool FlippedVertically { get; private set; }

    /// <summary>The colour changes so far, as one.</summary>
    public ColourTransform Colour { get; private set; } = ColourTransform.Identity;

    /// <summary>Colour outside the source, [0, 255]; recoloured with the rest.</summary>
    public RgbTriple Fill { get; set; }

    /// <summary>The objects, boxes in pixels of the view.</summary>
    public IReadOnlyList<AnnotatedObject> Objects => _objects;

    /// <summary>Width of the view, pixels.</summary>
    public float Width => Region.Width;

    /// <summary>Height of the view, pixels.</summary>
    public float Height => Region.Height;

    /// <summary>Starts over with an untouched picture.</summary>
    public void Reset(int width, int height, IReadOnlyList<AnnotatedObject> objects)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(objects);
        Region = new BoxXyxy(0, 0, width, height);
        FlippedHorizontally = FlippedVertically = false;
        Turn = null;
        Colour = ColourTransform.Identity;
        Fill = default;
        _objects.Clear();
        for (int i = 0; i < objects.Count; i++)
        {
            _objects.Add(objects[i]);
        }
    }

    /// <summary>Swaps left and right.</summary>
    public void FlipHorizontally()
    {
        FlippedHorizontally = !FlippedHorizontally;
        float width = Width;
        Move(box => new(width - box.X2, box.Y1, width - box.X1, box.Y2));
    }

    /// <summary>Swaps top and bottom.</summary>
    public void FlipVertically()
    {
        FlippedVertically = !FlippedVertically;
        float height = Height;
        Move(box => new(box.X1, height - box.Y2, box.X2, height - box.Y1));
    }

    /// <summary>Adds a colour change after those so far.</summary>
    public void Recolour(ColourTransform change) => Colour = Colour.Then(change);

    /// <summary>
    /// Sees only <paramref name="window"/>, which may also reach outside (a zoom out). An object stays where its centre
    /// is inside, clipped to the window; the others are dropped.
    /// </summary>
    /// <param name="window">Pixels of the view.</param>
    /// <exception cref="ArgumentException">The window has no area.</exception>
    public void Crop(BoxXyxy window) => Crop(window, minimumVisible: null);

    /// <summary>As <see cref="Crop(BoxXyxy)"/>; an object stays where at least a share of its box is inside.</summary>
    /// <param name="window">Pixels of the view.</param>
    /// <param name="minimumVisible">Share of the box's area, in (0, 1].</param>
    /// <exception cref="ArgumentException">The window has no area.</exception>
    public void Crop(BoxXyxy window, double minimumVisible) => Crop(window, (double?)Ranges.Within(minimumVisible, double.Epsilon, 1));

    /// <summary>
    /// Turns the picture about the middle of the view, whose size stays; what comes in from outside shows the fill colour. An object's box
    /// becomes the one around its turned corners, clipped; it stays where its centre and the given share of that box are in view.
    /// </summary>
    /// <param name="degrees">Clockwise as seen.</param>
    /// <param name="minimumVisible">Share of the box's area, in [0, 1].</param>
    public void Rotate(double degrees, double minimumVisible = 0)
    {
        Ranges.Probability(minimumVisible);
        float width = Width, height = Height;

        // Seen in a mirror, a turn goes the other way.
        double seen = FlippedHorizontally != FlippedVertically ? -degrees : degrees;
        PlanarTurn turn = PlanarTurn.About((Region.X1 + Region.X2) / 2, (Region.Y1 + Region.Y2) / 2, seen);
        Turn = Turn is { } before ? turn.Then(before) : turn;
        PlanarTurn inView = PlanarTurn.About(width / 2, height / 2, -degrees);
        BoxXyxy view = new(0, 0, width, height);
        for (int i = 0; i < _objects.Count; i++)
        {
            _objects[i] = _objects[i] with { Box = inView.Around(_objects[i].Box) };
        }

        _objects.RemoveAll(item => !CentreInside(item.Box, view) || item.Box.Clip(width, height).Area < minimumVisible * item.Box.Area);
        Move(box => box.Clip(width, height));
    }

    /// <summary>The objects' boxes in pixels of a result of <paramref name="width"/> x <paramref name="height"/>.</summary>
    /// <param name="width">Pixels across of the result.</param>
    /// <param name="height">Pixels down of the result.</param>
    /// <param name="destination">Is emptied first.</param>
    public void ScaleObjects(int width, int height, List<AnnotatedObject> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Clear();
        float x = width / Width, y = height / Height;
        foreach (AnnotatedObject item in _objects)
        {
            BoxXyxy box = item.Box;
            double? area = item.Area * x * y;
            destination.Add(item with { Box = new(box.X1 * x, box.Y1 * y, box.X2 * x, box.Y2 * y), Area = area });
        }
    }

    /// <summary>What a resampler must do to render the plan.</summary>
    public ResampleRequest ToRequest(int width, int height) =>
        new(Region, width, height, FlippedHorizontally, FlippedVertically, Colour, Fill, Turn);

    /// <summary>Objects of which at least a share of the box lies in <paramref name="window"/>.</summary>
    internal int CountVisible(BoxXyxy window, double minimumVisible) => _objects.Count(item => VisibleArea(item.Box, window) >= minimumVisible * item.Box.Area);

    /// <summary>True where <paramref name="window"/> shows some of an object, but less than a share of its box.</summary>
    internal bool Cuts(BoxXyxy window, double covered) =>
        _objects.Exists(item => VisibleArea(item.Box, window) is > 0 and var visible && visible < covered * item.Box.Area);

    /// <summary>True where the centre of <paramref name="box"/> lies in <paramref name="window"/>.</summary>
    internal static bool CentreInside(BoxXyxy box, BoxXyxy window)
    {
        float x = (box.X1 + box.X2) / 2, y = (box.Y1 + box.Y2) / 2;
        return x > window.X1 && x < window.X2 && y > window.Y1 && y < window.Y2;
    }

    private void Crop(BoxXyxy window, double? minimumVisible)
    {
        if (!window.IsProper)
        {
            throw new ArgumentException($"{window} has no area.", nameof(window));
        }

        float left = FlippedHorizontally ? Width - window.X2 : window.X1;
        float top = FlippedVertically ? Height - window.Y2 : window.Y1;
        Region = new(Region.X1 + left, Region.Y1 + top, Region.X1 + left + window.Width, Region.Y1 + top + window.Height);
        _objects.RemoveAll(item => minimumVisible is { } least ? VisibleArea(item.Box, window) < least * item.Box.Area : !CentreInside(item.Box, window));
        float width = window.Width, height = window.Height;
        Move(box => new BoxXyxy(box.X1 - window.X1, box.Y1 - window.Y1, box.X2 - window.X1, box.Y2 - window.Y1).Clip(width, height));
    }

    private static float VisibleArea(BoxXyxy box, BoxXyxy window) => new BoxXyxy(
        Math.Max(box.X1, window.X1), Math.Max(box.Y1, window.Y1), Math.Min(box.X2, window.X2), Math.Min(box.Y2, window.Y2)).Area;

    private void Move(Func<BoxXyxy, BoxXyxy> map)
    {
        for (int i = 0; i < _objects.Count; i++)
        {
            AnnotatedObject item = _objects[i];
            BoxXyxy box = map(item.Box);

            // What is cut off an object is taken to be as full as the rest of it.
            double? area = item.Area is { } whole && item.Box.Area > 0 ? whole * box.Area / item.Box.Area : item.Area;
            _objects[i] = item with { Box = box, Area = area };
        }
    }
}
