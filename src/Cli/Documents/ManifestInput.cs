using System.Text;

namespace ConfigSync.Cli.Documents;

/// <summary>Reads what <c>-f</c> names: files, folders with everything below them, and <c>-</c> for standard input.</summary>
internal static class ManifestInput
{
    private const string Standard = "-";

    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    // Anything else would be written back as something it was not.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Every document of every file, in order.</summary>
    /// <param name="names">The paths as they were typed.</param>
    /// <param name="standardInput">The stream that <c>-</c> stands for.</param>
    /// <exception cref="InputError">Something cannot be read.</exception>
    public static IReadOnlyList<ManifestDocument> Read(IEnumerable<string> names, Stream standardInput) =>
        [.. names.SelectMany(Files).SelectMany(file => ManifestText.Split(file == Standard ? "standard input" : file, ReadText(file, standardInput)))];

    private static IEnumerable<string> Files(string name)
    {
        if (!Directory.Exists(name))
        {
            return [name];
        }

        try
        {
            var files = Directory.EnumerateFiles(name, "*", SearchOption.AllDirectories)
                .Where(static file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
                .Order(StringComparer.Ordinal)
                .ToArray();
            return files.Length > 0 ? files : throw new InputError($"can't read folder '{name}': it holds no {string.Join(", ", Endings)} file");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new InputError($"can't read folder '{name}': {cause.Message}");
        }
    }

    /// <summary>The text of one file.</summary>
    /// <exception cref="InputError">It cannot be read.</exception>
    public static string ReadText(string name, Stream standardInput)
    {
        try
        {
            using var content = new MemoryStream();
            using var file = name == Standard ? standardInput : File.OpenRead(name);
            file.CopyTo(content);
            return Strict.GetString(content.ToArray());
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new InputError($"can't read file '{name}': {cause.Message}");
        }
        catch (DecoderFallbackException)
        {
            throw new InputError($"can't read file '{name}': it must be UTF-8 text");
        }
    }
}
