namespace ConfigSync.TestKit;

/// <summary>Where the sources are that the running test was built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Webhook.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>An absolute path from parts below the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Webhook.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"can't find Webhook.sln above '{AppContext.BaseDirectory}': run the tests from inside the repository");
    }
}
