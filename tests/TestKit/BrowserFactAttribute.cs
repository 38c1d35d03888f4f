namespace MLNetDetection.TestKit;

/// <summary>A test that opens a page in headless Chromium, and is reported as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Find() is null)
        {
            Skip = "no chromium or google-chrome on the PATH";
        }
    }
}
