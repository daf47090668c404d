namespace ConfigSync.TestKit;

/// <summary>AdmissionReviews as a real API server sent them.</summary>
public static class Corpus
{
    /// <summary>Names of the recorded requests of the systems that must be served.</summary>
    public static IReadOnlyList<string> Admission { get; } = Names("admission");

    /// <summary>Names of the recorded requests of the kube-prometheus stack.</summary>
    public static IReadOnlyList<string> Wild { get; } = Names("wild");

    /// <summary>The body of a request, by its name.</summary>
    public static byte[] Body(string name) => File.ReadAllBytes(Path.Combine(Folder(Admission.Contains(name) ? "admission" : "wild"), name + ".json"));

    private static string[] Names(string kind) =>
        [.. Directory.GetFiles(Folder(kind), "*.json").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Folder(string kind) => Repository.PathOf("tests", "Injection.Tests", "Fixtures", kind);
}
