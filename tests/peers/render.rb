# Renders Markdown with kramdown: a JSON list of texts comes in, of HTML goes out.
require 'json'
require 'kramdown'

texts = JSON.parse($stdin.read)
html = texts.map { |text| Kramdown::Document.new(text, input: 'kramdown', auto_ids: false).to_html }
puts JSON.generate(html)
