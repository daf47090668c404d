using System.Buffers;
using System.Text;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>
/// Finds and rewrites whole paths in texts. <c>/etc/app/a.yaml</c> stands as a whole path in <c>--config=/etc/app/a.yaml</c>, in
/// <c>a:/etc/app/a.yaml,b</c> and in <c>sh -c</c> strings, but not in <c>/etc/app/a.yaml.bak</c> nor in <c>/data/etc/app/a.yaml</c>. A mention that is
/// missed leaves the application with a path that is gone, a false one corrupts an argument: where a text is ambiguous, it is no mention, and the mount
/// gets another strategy.
/// </summary>
internal static class PathMentions
{
    // What may stand right before a path. Not ')' or '}': $(ROOT)/etc/app/a.yaml and ${ROOT}/etc/app/a.yaml are other paths.
    private static readonly SearchValues<char> Before = SearchValues.Create(" \t\r\n=:,;\"'`([{<>|&@!");

    // What may stand right after one. Not '/', '.', '-', '*', '?' or '$', with which a longer path or a pattern goes on.
    private static readonly SearchValues<char> After = SearchValues.Create(" \t\r\n=:,;\"'`)]}<>|&#\\");

    // With what a pattern, or a part that is only known later, begins.
    private static readonly SearchValues<char> InPattern = SearchValues.Create("*?[{$");

    public static bool IsMentioned(string text, string path) => Find(text, path, 0) >= 0;

    /// <summary>True when a path below the directory, or the directory itself, is mentioned.</summary>
    public static bool IsMentionedWithin(string text, string directory)
    {
        for (var at = text.IndexOf(directory, StringComparison.Ordinal); at >= 0; at = text.IndexOf(directory, at + 1, StringComparison.Ordinal))
        {
            var end = at + directory.Length;
            if (StartsPath(text, at) && (end == text.Length || text[end] == '/' || After.Contains(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True when anything else of the file's directory is mentioned: the directory itself, another path below it, or a pattern that may match either. Of
    /// the root directory, in which everything lies, only patterns count.
    /// </summary>
    public static bool IsMentionedBeside(string text, string path)
    {
        for (var at = text.IndexOf('/', StringComparison.Ordinal); at >= 0; at = text.IndexOf('/', at + 1))
        {
            if (StartsPath(text, at) && IsBeside(text.AsSpan(at), path, PathText.Directory(path)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBeside(ReadOnlySpan<char> text, string path, string directory)
    {
        var common = text.CommonPrefixLength(path);
        var rest = text[common..];
        if (!rest.IsEmpty && InPattern.Contains(rest[0]))
        {
            return true;
        }

        if (common == path.Length && (rest.IsEmpty || After.Contains(rest[0])))
        {
            return false;
        }

        return directory != PathText.Root && common >= directory.Length
            && (text.Length == directory.Length || text[directory.Length] == '/' || After.Contains(text[directory.Length]));
    }

    /// <summary>The text with every whole mention of a file's former path replaced by its new one. One pass, so that no replacement is replaced again.</summary>
    public static string Rewrite(string text, List<MovedFile> files)
    {
        StringBuilder? rewritten = null;
        var done = 0;
        while (Next(text, files, done) is (var at, { } file))
        {
            rewritten ??= new StringBuilder(text.Length + file.Path.Length);
            rewritten.Append(text, done, at - done).Append(file.Path);
            done = at + file.FormerPath.Length;
        }

        return rewritten is null ? text : rewritten.Append(text, done, text.Length - done).ToString();
    }

    private static (int At, MovedFile? File) Next(string text, List<MovedFile> files, int from)
    {
        (int At, MovedFile? File) first = (text.Length, null);
        foreach (var file in files)
        {
            var at = Find(text, file.FormerPath, from);
            if (at >= 0 && at < first.At)
            {
                first = (at, file);
            }
        }

        return first;
    }

    private static int Find(string text, string path, int from)
    {
        for (var at = text.IndexOf(path, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(path, at + 1, StringComparison.Ordinal))
        {
            var end = at + path.Length;
            if (StartsPath(text, at) && (end == text.Length || After.Contains(text[end])))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool StartsPath(string text, int at)
    {
        if (at == 0 || Before.Contains(text[at - 1]))
        {
            return true;
        }

        var before = text.AsSpan(0, at);
        if (before.EndsWith("file://", StringComparison.Ordinal))
        {
            return true;
        }

        // -f/etc/app/a.yaml: a one-letter flag with its value right behind.
        return before is [.., '-', var letter] && char.IsAsciiLetter(letter) && (before.Length == 2 || char.IsWhiteSpace(before[^3]));
    }
}
