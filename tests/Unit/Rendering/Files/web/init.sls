{#- A state that uses it all. -#}
{%- set tplroot = tpldir.split('/')[0] %}
{%- from tplroot ~ '/map.jinja' import web, option with context %}
{%- from tplroot ~ '/libtofs.jinja' import files_switch with context %}

include:
  - {{ sls }}.config

{{ slsdotpath }}-package-install:
  pkg.installed:
    - name: {{ web.pkg.name }}
    {%- if web.pkg.version %}
    - version: {{ web.pkg.version | yaml_dquote }}
    {%- endif %}

web-config:
  file.managed:
    - name: {{ web.config.file }}
    - source:
      {{- files_switch(['apache.conf']) }}
    - mode: '0644'
    - user: {{ web.rootuser }}
    - makedirs: {{ web.managed }}
    - context:
        web: {{ web | json }}
        lines:
        {%- for name, value in web.config | dictsort %}
          - {{ option(name, value) | yaml_encode }}
        {%- endfor %}

{%- for name, site in web.sites | dictsort %}
site-{{ name | regex_replace('[^a-z0-9]+', '-') }}:
  file.managed:
    - name: {{ salt['file.join'](web.config.dir, 'sites-' ~ ('enabled' if site.get('enabled', true) else 'available'), name ~ '.conf') }}
    - contents: {{ site | yaml }}
    - require:
      - file: web-config
{%- else %}
no-sites:
  test.nop: []
{%- endfor %}
