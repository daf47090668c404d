using System.Text;
using ConfigSync.Injection.Settings;
using ConfigSync.TestKit;

namespace ConfigSync.Injection.Tests.Cases;

/// <summary>
/// One folder below Golden, the input and the expected outcome: <c>recorded</c> holds requests that a real API server sent, <c>cases</c> one behaviour each.
/// </summary>
internal sealed class GoldenCase
{
    public const string DecisionFile = "expected.decision.json";
    public const string PatchFile = "expected.patch.json";
    public const string PodFile = "expected.pod.json";
    public const string SettingsFile = "settings.json";

    private const string PodInput = "pod.json";
    private const string RequestInput = "request.json";
    private const string BodyInput = "body.txt";

    private GoldenCase(string folder) => (Folder, Name) = (folder, Path.GetFileName(folder));

    /// <summary>Every case, by listing: none can be forgotten.</summary>
    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        .. Directory.GetDirectories(Sources("Golden")).SelectMany(Directory.GetDirectories)
            .Select(folder => new GoldenCase(folder)).OrderBy(found => found.Name, StringComparer.Ordinal),
    ];

    /// <summary>Names of the recorded requests, each of which must have a case of its name.</summary>
    public static IReadOnlyList<string> Recorded { get; } =
        [.. Directory.GetFiles(Sources("Fixtures"), "*.json", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];

    public string Name { get; }

    /// <summary>Names of the files in the case's folder.</summary>
    public IReadOnlyList<string> Files => [.. Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    /// <summary>True when the input is a recorded request below Fixtures.</summary>
    public bool IsRecorded => Path.GetFileName(Path.GetDirectoryName(Folder)) == "recorded";

    private string Folder { get; }

    /// <summary>The files that the case may consist of; exactly one of the inputs, and none for a recorded request.</summary>
    public IReadOnlyList<string> Inputs => [.. Files.Where(file => file is PodInput or RequestInput or BodyInput)];

    public byte[] Body() => Inputs switch
    {
        [PodInput] => Review.Of(File.ReadAllBytes(PathOf(PodInput))),
        [var input] => File.ReadAllBytes(PathOf(input)),
        [] => File.ReadAllBytes(Directory.GetFiles(Sources("Fixtures"), Name + ".json", SearchOption.AllDirectories).Single()),
        _ => throw new InvalidOperationException($"can't read case '{Name}': it has more than one input"),
    };

    public InjectionSettings Settings() => Files.Contains(SettingsFile) ? CaseSettings.Read(Read(SettingsFile)!) : CaseSettings.Default;

    /// <summary>A file of the case, or null when it is not there.</summary>
    public string? Read(string file) => File.Exists(PathOf(file)) ? File.ReadAllText(PathOf(file)) : null;

    /// <summary>Writes or, with null, removes a file of the case in the sources.</summary>
    public void Write(string file, string? text)
    {
        if (text is null)
        {
            File.Delete(PathOf(file));
        }
        else
        {
            File.WriteAllText(PathOf(file), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    public override string ToString() => Name;

    private string PathOf(string file) => Path.Combine(Folder, file);

    private static string Sources(params ReadOnlySpan<string> parts) => Repository.PathOf(["tests", "Injection.Tests", .. parts]);
}
