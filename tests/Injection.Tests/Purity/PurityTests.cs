using System.Reflection;
using System.Text.RegularExpressions;
using ConfigSync.TestKit;

namespace ConfigSync.Injection.Tests.Purity;

/// <summary>Injection takes values and returns values. What it must not do, it must not even be able to name.</summary>
public sealed partial class PurityTests
{
    private static readonly string[] AllowedReferences =
    [
        "ConfigSync.Contract", "System.Collections", "System.Collections.Immutable", "System.Linq", "System.Memory", "System.Private.Uri", "System.Runtime",
        "System.Runtime.Extensions", "System.Runtime.InteropServices", "System.Runtime.Intrinsics",
        "System.Text.Encodings.Web", "System.Text.Json", "System.Text.RegularExpressions",
    ];

    public static TheoryData<string> Sources => [.. SourcesOf("Injection"), .. SourcesOf("Contract")];

    [Fact]
    public void AssemblyReferencesNothingThatCouldReachOutside() =>
        Assert.Empty(typeof(Injector).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Except(AllowedReferences));

    [Fact]
    public void ContractReferencesNothingOfOurs() => Assert.DoesNotContain(
        typeof(Contract.AgentFlags).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("ConfigSync", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Sources))]
    public void SourceNamesNoFileNoClockNoLoggerNoRandomness(string file) => Assert.DoesNotMatch(Impure(), File.ReadAllText(Repository.PathOf(file)));

    [Fact]
    public void NothingIsRememberedBetweenCalls() => Assert.Empty(
        typeof(Injector).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("ConfigSync", StringComparison.Ordinal) == true && !type.Name.StartsWith('<'))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field is { IsInitOnly: false, IsLiteral: false } && !field.Name.StartsWith('<'))
            .Select(field => $"{field.DeclaringType}.{field.Name}"));

    private static IEnumerable<string> SourcesOf(string project) =>
        Directory.GetFiles(Repository.PathOf("src", project), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex(
        @"System\.IO|\bFile\.|\bDirectory\.(?:Get|Create|Exists|Delete)|\bEnvironment\.(?:Get|Tick|Machine|Exit)|DateTime|TimeProvider|Stopwatch"
        + @"|ILogger|\bConsole\.|HttpClient|\bRandom\b|\bGuid\.New|Task\.Run|\bThread\b")]
    private static partial Regex Impure();
}
