const messages = {
  search: '搜索',
  menu: '菜单',
  settings: '设置',
  catalog: '软件目录',
  apis: 'API',
  catalogGraph: '目录关系图',
  visualizer: '应用结构',
};

export default messages;
