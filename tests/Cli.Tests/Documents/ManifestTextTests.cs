using ConfigSync.Cli.Documents;

namespace ConfigSync.Cli.Tests.Documents;

public sealed class ManifestTextTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 1)]
    [InlineData("a\n---\nb", 2)]
    [InlineData("---\na\n---\n---\nb\n", 3)]
    [InlineData("a\r\n---\r\nb\r\n", 2)]
    [InlineData("a: |\n  ---\n  x\n---- no marker\n", 1)]
    [InlineData("%YAML 1.1\n# c\n---\na\n", 1)]
    [InlineData("a\n...\n%YAML 1.1\n---\nb\n", 2)]
    [InlineData("a\n...\n", 1)]
    [InlineData("--- a\n---\tb\n", 2)]
    public void DocumentsPutTogetherAreTheFile(string text, int count)
    {
        var documents = ManifestText.Split("f", text);

        Assert.Equal(text, string.Concat(documents.Select(document => document.Text)));
        Assert.Equal(count, documents.Count);
        Assert.All(documents, document =>
        {
            var before = text[..documents.TakeWhile(other => other != document).Sum(other => other.Text.Length)];
            Assert.Equal(document.Line, before.Count(letter => letter == '\n') + 1);
        });
    }
}
