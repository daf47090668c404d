namespace ConfigSync.Demo;

/// <summary>Text for people: colours on a terminal, none in a file or with NO_COLOR.</summary>
internal static class Terminal
{
    private static readonly bool Colours = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    public static void Title(string text) => Console.WriteLine($"\n{Colour("1;36", text)}\n{new string('═', text.Length)}");

    public static void Heading(string text) => Console.WriteLine($"\n{Colour("1", text)}\n{new string('─', text.Length)}");

    public static void Say(string text) => Console.WriteLine(text);

    public static void Field(string name, string text) => Console.WriteLine($"  {Colour("2", $"{name,-9}")} {text}");

    public static string Strong(string text) => Colour("1;33", text);

    public static string Added(string text) => Colour("32", text);

    public static string Removed(string text) => Colour("31", text);

    public static string Faint(string text) => Colour("2", text);

    private static string Colour(string code, string text) => Colours ? $"\e[{code}m{text}\e[0m" : text;
}
